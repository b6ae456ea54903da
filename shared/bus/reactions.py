"""What a service does when it hears another's fact: it keeps a row of it, or sends itself a command.

Either way the same fact heard again changes nothing: a row is guarded by its source's seq, and a command's id is
derived from the fact, the reaction and the target.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from shared.bus.messages import Incoming
from shared.bus.nouns import Answer
from shared.bus.projection import Projection, Row
from shared.contracts.commands import Command
from shared.contracts.events import Told
from shared.errors import Refusal
from shared.ids import derived_id

Send = Callable[[Command, str, str], Awaitable[Answer]]
"""Puts a command (command id, traceparent) to the service's own dispatcher, as the service, at its clock's now."""


@dataclass(frozen=True, slots=True)
class Keep:
    """Keeps what was heard in rows of the service's own: its source is the teller's noun, its seq the teller's."""

    rows: Callable[[Incoming], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class Ask:
    """Sends the service's own commands. `name` is for ever: it is part of their ids.

    A command that creates an aggregate derives its id from the fact's. `settled` are refusals that mean that there is
    nothing to do any more; any other makes a dead letter.
    """

    name: str
    commands: Callable[[Incoming], Iterable[Command]]
    settled: tuple[type[Refusal], ...] = ()


Reaction = Keep | Ask
Reactions = Mapping[type[Told], Sequence[Reaction]]


def command_id(told: Incoming, reaction: str, target: str) -> str:
    """The id of the command that a reaction sends to a target: the same whenever the fact is heard."""
    return derived_id(told.envelope.source, told.envelope.id, reaction, target)


class Reactor:
    """Handles batches of facts by a table of reactions; events without a row in it are passed over."""

    def __init__(self, reactions: Reactions, send: Send, kept: Projection) -> None:
        self._reactions, self._send, self._kept = reactions, send, kept

    async def __call__(self, facts: Sequence[Incoming]) -> None:
        """Keeps all rows of the batch in one write, then sends the commands one after the other, in order."""
        rows: list[Row] = []
        asked: list[tuple[Incoming, Ask]] = []
        for told in facts:
            for reaction in self._reactions.get(type(told.event), ()):
                if isinstance(reaction, Keep):
                    rows.extend(reaction.rows(told))
                else:
                    asked.append((told, reaction))
        if rows:
            await self._kept.write(rows)
        for told, ask in asked:
            await self._ask(told, ask)

    async def _ask(self, told: Incoming, ask: Ask) -> None:
        for command in ask.commands(told):
            try:
                await self._send(command, command_id(told, ask.name, command.aggregate_id), told.envelope.traceparent)
            except ask.settled:
                continue
