"""What a program that holds a person's token may send: the whole table, scope × command."""

import importlib
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from shared.auth import Actor, ActorKind
from shared.bus.dispatch import Dispatcher, Handler, Verdict
from shared.bus.nouns import Answer, Order
from shared.contracts.commands import Command, commands_of
from shared.errors import Forbidden
from tests.architecture.tree import services
from tests.builders.registration import DURING

TABLE = Path(__file__).with_name("programs.txt")
SCOPES = {"in person": (), "reading": ("own:read",), "writing": ("own:write",), "both": ("own:read", "own:write")}


class Deciding:
    """A store in which nothing is, and everything is decided at once."""

    async def execute(self, order: Order[Any]) -> Answer:
        order.decide(None)
        return Answer(order.aggregate_id, 0)


class Anything:
    name = "anything"


def every_command() -> list[type[Command]]:
    for service in services():
        importlib.import_module(f"shared.contracts.{service}.commands")
    return [command for service in services() for command in commands_of(service)]


async def may(command: type[Command], scopes: tuple[str, ...]) -> bool:
    """Whether it comes as far as the command's own row in access, which here lets everybody pass."""
    row = Handler(command, Anything(), lambda *_: ())  # type: ignore[arg-type, var-annotated]
    access = {command: lambda *_: Verdict.YES}
    dispatcher = Dispatcher([row], access, {"anything": Deciding()})  # type: ignore[dict-item]
    fields = command.model_fields
    secrets = {name: SecretStr("secret") for name, field in fields.items() if "SecretStr" in str(field.annotation)}
    values: dict[str, Any] = {**dict.fromkeys(fields, "something"), **secrets}
    given = command.model_construct(**values)
    actor = Actor("person-lan-0001", ActorKind.PERSON, frozenset(scopes))
    try:
        await dispatcher.execute(given, actor, "command-0001", "", DURING)
    except Forbidden:
        return False
    return True


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
async def test_the_table_of_what_programs_of_persons_send_is_as_written_down():
    lines = []
    for command in every_command():
        who = [name for name, scopes in SCOPES.items() if await may(command, scopes)]
        lines.append(f"{command.wire}: {', '.join(who)}")
    assert "\n".join(lines) + "\n" == TABLE.read_text()
