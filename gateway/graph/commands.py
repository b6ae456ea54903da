"""The mutations: one for each command that is declared, each with one answer and one way to say no."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import orjson
import strawberry
from strawberry import Info
from strawberry.utils.str_converters import to_camel_case

from gateway.clients import Refused, Sent
from gateway.graph.context import Context
from gateway.graph.enums.refusals import Kind
from gateway.graph.errors import Denied
from gateway.graph.inputs import Inputs, SameName, plain
from gateway.graph.results.result import Result, Told
from gateway.graph.sources import column, written
from shared.contracts.accounts import commands as accounts
from shared.contracts.commands import Command, commands_of
from shared.contracts.exchange import commands as exchange
from shared.contracts.judging import commands as judging
from shared.contracts.matchmaking import commands as matchmaking
from shared.contracts.notifications import commands as notifications
from shared.contracts.registration import commands as registration
from shared.errors import InvalidInput
from shared.texts import translate
from shared.web.commands import read_body
from shared.web.faults import fault_text

CONTRACTS = (accounts, exchange, matchmaking, notifications, registration, judging)
COMMANDS: tuple[type[Command], ...] = tuple(
    command for contract in CONTRACTS for command in commands_of(contract.__name__.split(".")[2])
)
"""Every command that the owners declare."""


@strawberry.type(description="One field that does not fit.")
class FieldRefusal:
    """A field's fault."""

    path: list[str] = column("path", "Where it stands in the input.")
    code: str = column("code", "Which fault it is, the same for ever.")
    message: str = column("message", "What to tell a person, in the language of the request.")


@strawberry.type(description="The command was understood, and it is refused: nothing has changed.")
class Refusal:
    """A refusal."""

    code: str = column("code", "Which refusal it is, the same for ever.")
    kind: Kind = column("kind", "How it is to be taken.")
    message: str = column("message", "What to tell a person, in the language of the request.")
    fields: list[FieldRefusal] = column("fields", "The fields that do not fit, each once.")


CommandId = Annotated[
    strawberry.ID | None,
    strawberry.argument(
        description="8 to 64 letters, digits, underscores or hyphens; sent again with the same input it gives the same "
        "answer. Without one, a repetition is a new command."
    ),
]


class Mutations:
    """Makes the mutations of commands, whose names must differ."""

    def __init__(self, commands: Sequence[type[Command]], results: Mapping[type[Command], Result]) -> None:
        self._inputs, self._results, self._commands = Inputs(), results, commands
        self.accepted = [_accepted_name(c) for c in commands]
        if len(set(self.accepted)) != len(commands):
            raise SameName("two commands have one name")

    def root(self) -> type:
        """The root type of mutations."""
        fields = {_snake(c): self._mutation(c) for c in self._commands}
        return strawberry.type(type("Mutation", (), fields), description="What can be asked to be done.")

    def _mutation(self, command: type[Command]) -> Any:  # noqa: ANN401 - a Strawberry field
        result = self._results.get(command, Result())
        union = strawberry.union(f"{command.__name__}Result", description="It was done, or it is refused.")

        async def resolve(info, input, command_id=None):  # type: ignore[no-untyped-def] # noqa: A002, ANN001, ANN202
            return await _answered(info.context, command, result, input, command_id)

        resolve.__annotations__ = {
            "info": Info,
            "input": _annotated(self._inputs.of(command), strawberry.argument(description="What is asked.")),
            "command_id": CommandId,
            "return": _annotated(_accepted(command, result) | Refusal, union),
        }
        return strawberry.mutation(resolver=resolve, name=to_camel_case(_snake(command)), description=_text(command))


def _annotated(kind: Any, told: object) -> Any:  # noqa: ANN401 - a type made at run time
    return Annotated[kind, told]


async def _answered(
    context: Context, command: type[Command], result: Result, given: object, command_id: str | None
) -> Told:
    try:
        asked = read_body(command, orjson.dumps(plain(given)))
        sent = await context.commands.send(asked, context.viewer, command_id or None, context.language)
    except InvalidInput as invalid:
        return _invalid(invalid, context.language)
    except Refused as refused:
        return _refused(refused)
    return _taken(command, result, sent)


def _taken(command: type[Command], result: Result, sent: Sent) -> Told:
    told = {name: make(sent.result) for name, (_, _, make) in (result.told or {}).items() if sent.result}
    return {"__typename": _accepted_name(command), "id": sent.id, "after": sent.after, **told}


def _refused(refused: Refused) -> Told:
    """Who isn't signed in gets no answer of the domain, but an error."""
    if refused.kind is Kind.UNAUTHENTICATED:
        raise Denied(refused.code, refused.message) from None
    fields = [_field(f.path, f.code, f.message) for f in refused.fields]
    return _refusal(refused.code, refused.kind, refused.message, fields)


def _invalid(invalid: InvalidInput, language: str) -> Told:
    fields = [_field(f.path, f.code, translate(fault_text(f.code), language, f.details)) for f in invalid.faults]
    return _refusal(invalid.code, invalid.kind, translate(invalid.text, language), fields)


def _refusal(code: str, kind: Kind, message: str, fields: list[Told]) -> Told:
    return {"__typename": "Refusal", "code": code, "kind": kind.value, "message": message, "fields": fields}


def _field(path: Sequence[str], code: str, message: str) -> Told:
    return {"path": ["input", *map(to_camel_case, path)], "code": code, "message": message}


def _accepted(command: type[Command], result: Result) -> Any:  # noqa: ANN401 - a class made here
    fields: dict[str, tuple[Any, Any]] = {
        "id": (strawberry.ID, column("id", "The id of what the command was about.")),
        "after": (
            str,
            column("after", "Shown as `Techfest-After` with a query, it waits for this; empty: nothing to wait for."),
        ),
    }
    if result.row is not None:
        kind = result.row.__name__
        field = written(kind, "The row as it is now; waits up to two seconds for the read model, else null.")
        fields[_field_name(kind)] = (result.row | None, field)
    for name, (kind_, description, _) in (result.told or {}).items():
        fields[name] = (kind_ | None, column(name, description))
    body = {"__annotations__": {n: kind for n, (kind, _) in fields.items()}, **{n: f for n, (_, f) in fields.items()}}
    made = type(_accepted_name(command), (), body)
    return strawberry.type(made, description=f"{command.__name__} was done.")


def _accepted_name(command: type[Command]) -> str:
    return f"{command.__name__}Accepted"


def _field_name(kind: str) -> str:
    """`ApiClient` → `api_client`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind).lower()


def _snake(command: type[Command]) -> str:
    return command.wire.split(".", 1)[1]


def _text(command: type[Command]) -> str:
    return (command.__doc__ or "").strip()
