"""What a service does when it hears a fact: it keeps a row of it, sends itself a command, or does away with something.

Either way the same fact heard again changes nothing: a row is guarded by its source's seq, a command's id is
derived from the fact, the reaction and the target, and what is gone already is not gone twice.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Do:
    """Does what is no decision of an aggregate, as ending sessions or destroying a key; again must be harmless.

    `act` is given the fact and what the service needs from outside.
    """

    act: Callable[[Incoming, Any], Awaitable[None]]


Reaction = Keep | Ask | Do
Reactions = Mapping[type[Told], Sequence[Reaction]]


def merged(*tables: Reactions) -> Reactions:
    """One table of several: what each does about a fact, in the order of the tables."""
    told = dict.fromkeys(kind for table in tables for kind in table)
    return {kind: tuple(reaction for table in tables for reaction in table.get(kind, ())) for kind in told}


def command_id(told: Incoming, reaction: str, target: str) -> str:
    """The id of the command that a reaction sends to a target: the same whenever the fact is heard."""
    return derived_id(told.envelope.source, told.envelope.id, reaction, target)


class Reactor:
    """Handles batches of facts by a table of reactions; events without a row in it are passed over."""

    def __init__(self, reactions: Reactions, send: Send, kept: Projection, needs: object = None) -> None:
        self._reactions, self._send, self._kept, self._needs = reactions, send, kept, needs

    async def __call__(self, facts: Sequence[Incoming]) -> None:
        """Keeps all rows of the batch in one write, then does the rest one after the other, in order.

        The commands of one reaction to one fact are about different things, and go at once.
        """
        rows: list[Row] = []
        asked: list[tuple[Incoming, Ask | Do]] = []
        for told in facts:
            for reaction in self._reactions.get(type(told.event), ()):
                if isinstance(reaction, Keep):
                    rows.extend(reaction.rows(told))
                else:
                    asked.append((told, reaction))
        if rows:
            await self._kept.write(rows)
        for told, reaction in asked:
            if isinstance(reaction, Ask):
                await self._ask(told, reaction)
            else:
                await reaction.act(told, self._needs)

    async def _ask(self, told: Incoming, ask: Ask) -> None:
        """Of several that fail the first is raised, after all have ended: the fact is heard again then."""
        asked = (self._one(told, ask, command) for command in ask.commands(told))
        for outcome in await asyncio.gather(*asked, return_exceptions=True):
            if isinstance(outcome, BaseException):
                raise outcome

    async def _one(self, told: Incoming, ask: Ask, command: Command) -> None:
        with suppress(*ask.settled):
            await self._send(command, command_id(told, ask.name, command.aggregate_id), told.envelope.traceparent)
