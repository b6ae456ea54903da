"""Puts commands to their aggregates: a service's meaning is a table of these rows."""

import hashlib
import hmac
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Generic, TypeVar

from pydantic import SecretStr

from shared.auth import Actor
from shared.bus.nouns import Answer, Json, Noun, Order
from shared.bus.ports import AggregateStore
from shared.bus.tracing import on_trace
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.errors import Forbidden, InvalidCommandId, NotFound, Unauthenticated
from shared.ids import is_id

C = TypeVar("C", bound=Command)
S = TypeVar("S")
X = TypeVar("X")
N = TypeVar("N")


class Verdict(Enum):
    """What access says of a command."""

    YES = "do it"
    NO = "the actor may see the aggregate, and may not do this with it"
    UNSEEN = "the actor may not even know that it is there"


May = Callable[[Actor, Any, Any, Any], Verdict]
"""`may(actor, command, state, found)`: `found` is what the row's `prepare` returned."""


async def at_once() -> None:
    """Nothing keeps a grave command: the service decides roles itself."""


def only_itself(service: str) -> May:
    """The row of an internal command: its own service alone, as it acts by timers, reactions and jobs."""

    def may(actor: Actor, command: object, state: object, found: object) -> Verdict:
        return Verdict.YES if actor.is_service and actor.id == service else Verdict.NO

    return may


def _nothing(_: Any) -> Json | None:  # noqa: ANN401 - any state
    return None


def _what_it_is_about(command: Command) -> str:
    return command.aggregate_id


@dataclass(frozen=True, slots=True)
class Handler(Generic[C, S]):
    """A command, the noun that it is about, and the rule that decides it.

    `answer` makes what the sender is told from the state after the command; `target` finds the aggregate's id where
    it isn't the one that the command is about.
    """

    command: type[C]
    noun: Noun[S]
    decide: Callable[[S | None, C, Context], Sequence[Event]]
    answer: Callable[[S], Json | None] = _nothing
    target: Callable[[C], str] = _what_it_is_about

    async def bind(self, command: C, actor: Actor, needs: Any) -> "Bound[S]":  # noqa: ANN401 - not needed here
        """The rule, ready for a state and a context."""
        return Bound(lambda state, context: self.decide(state, command, context), None)


@dataclass(frozen=True, slots=True)
class PreparedHandler(Generic[C, S, X, N]):
    """A row whose rule needs more than state and command: `prepare` finds it before, and may wait.

    What it finds may be older than the state on which the rule is asked; the rule must not rest on more than that.
    """

    command: type[C]
    noun: Noun[S]
    decide: Callable[[S | None, C, Context, X], Sequence[Event]]
    prepare: Callable[[C, Actor, N], Awaitable[X]]
    answer: Callable[[S], Json | None] = _nothing
    target: Callable[[C], str] = _what_it_is_about

    async def bind(self, command: C, actor: Actor, needs: N) -> "Bound[S]":
        """The rule, ready for a state and a context."""
        found = await self.prepare(command, actor, needs)
        return Bound(lambda state, context: self.decide(state, command, context, found), found)


@dataclass(frozen=True, slots=True)
class Bound(Generic[S]):
    """A rule with its command, and what was found for it."""

    decide: Callable[[S | None, Context], Sequence[Event]]
    found: object


AnyHandler = Handler[Any, Any] | PreparedHandler[Any, Any, Any, Any]


class Dispatcher:
    """Brings each command to its aggregate's store, the rule of access asked inside the fold with the state."""

    def __init__(
        self,
        handlers: Iterable[AnyHandler],
        access: Mapping[type[Command], May],
        stores: Mapping[str, AggregateStore[Any]],
        needs: object = None,
        digest_key: bytes = b"",
        grave: Callable[[], Awaitable[None]] = at_once,
    ) -> None:
        """`stores` by the nouns' names; `needs` is handed to the rows that prepare. Raises `KeyError` for a gap.

        `digest_key` is the service's own secret, the same for as long as command ids are kept.
        `grave` is asked before a grave command; it raises `Unavailable` while a revoked role may not be known.
        """
        self._grave = grave
        self._needs, self._digest_key = needs, digest_key
        self._rows = {h.command: (h, access[h.command], stores[h.noun.name]) for h in handlers}

    async def execute(self, command: Command, actor: Actor, command_id: str, traceparent: str, now: datetime) -> Answer:
        """Decides and saves the command as the actor; `now` is its arrival.

        The same command id with the same command from the same actor gives the same answer. Raises the refusals that
        the command declares, those of shared.errors, and nothing else that was foreseen.
        """
        if not is_id(command_id):
            raise InvalidCommandId
        with on_trace(traceparent) as trace:
            return await self._execute(command, actor, command_id, trace, now)

    async def _execute(self, command: Command, actor: Actor, command_id: str, trace: str, now: datetime) -> Answer:
        handler, may, store = self._rows[type(command)]
        _allow_program(command, actor)
        if command.grave:
            await self._grave()
        bound = await handler.bind(command, actor, self._needs)
        context = Context(now, actor.id, command_id)

        def decide(state: object) -> Sequence[Event]:
            _allow(may(actor, command, state, bound.found), actor)
            return bound.decide(state, context)

        order = Order(
            aggregate_id=handler.target(command),
            command_id=command_id,
            digest=digest_of(command, actor, self._digest_key),
            now=now,
            actor_id=actor.id,
            decide=decide,
            answer=handler.answer,
            traceparent=trace,
        )
        return await store.execute(order)


def _allow_program(command: Command, actor: Actor) -> None:
    """A program with a person's token sends what its scopes let it, and never what is done in person."""
    by_program = actor.is_person and not actor.in_person
    if by_program and (command.grave or command.in_person or not actor.may_write):
        raise Forbidden


def _allow(verdict: Verdict, actor: Actor) -> None:
    if verdict is Verdict.YES:
        return
    if not actor.signed_in:
        raise Unauthenticated
    raise Forbidden if verdict is Verdict.NO else NotFound


def digest_of(command: Command, actor: Actor, key: bytes = b"") -> str:
    """Binds a command id to sender and body.

    With a `key` it is an HMAC over all of it, secrets too: who lacks the key can't try what a body may have said of a
    person. Without one secrets stand masked in it.
    """
    told = (actor.id, command.wire, command.model_dump_json())
    if not key:
        return hashlib.sha256("\x1f".join(told).encode()).hexdigest()
    return hmac.new(key, "\x1f".join((*told, *_secrets_of(command))).encode(), hashlib.sha256).hexdigest()


def _secrets_of(command: Command) -> Iterator[str]:
    for name in type(command).model_fields:
        value = getattr(command, name)
        if isinstance(value, SecretStr):
            yield "\x1f".join((command.wire, name, value.get_secret_value()))
