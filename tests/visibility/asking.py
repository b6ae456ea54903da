"""Puts commands to the services' own tables as everybody, and keeps nothing of what comes of them."""

from collections.abc import Mapping
from typing import Any

import orjson
from pydantic import ValidationError

from services.accounts.access import ACCESS as ACCOUNTS_ACCESS
from services.accounts.handlers import COMMANDS as ACCOUNTS_COMMANDS
from services.exchange.access import ACCESS as EXCHANGE_ACCESS
from services.exchange.handlers import COMMANDS as EXCHANGE_COMMANDS
from services.judging.access import ACCESS as JUDGING_ACCESS
from services.judging.handlers import COMMANDS as JUDGING_COMMANDS
from services.matchmaking.access import ACCESS as MATCHMAKING_ACCESS
from services.matchmaking.handlers import COMMANDS as MATCHMAKING_COMMANDS
from services.notifications.access import ACCESS as NOTIFICATIONS_ACCESS
from services.notifications.handlers import COMMANDS as NOTIFICATIONS_COMMANDS
from services.registration.access import ACCESS as REGISTRATION_ACCESS
from services.registration.handlers import COMMANDS as REGISTRATION_COMMANDS
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, Dispatcher, May
from shared.bus.folds import Fold
from shared.bus.nouns import Answer
from shared.contracts.commands import Command
from shared.errors import Refusal
from shared.ids import new_id
from shared.web.problems import problem
from tests.builders.registration import DURING
from tests.fakes.memory_aggregates import MemoryAggregates
from tests.visibility.areas import Area, masked
from tests.visibility.realm import Realm

HANDLERS: Mapping[str, tuple[AnyHandler, ...]] = {
    "accounts": ACCOUNTS_COMMANDS,
    "registration": REGISTRATION_COMMANDS,
    "matchmaking": MATCHMAKING_COMMANDS,
    "judging": JUDGING_COMMANDS,
    "notifications": NOTIFICATIONS_COMMANDS,
    "exchange": EXCHANGE_COMMANDS,
}
ACCESS: Mapping[type[Command], May] = {
    **ACCOUNTS_ACCESS,
    **REGISTRATION_ACCESS,
    **MATCHMAKING_ACCESS,
    **JUDGING_ACCESS,
    **NOTIFICATIONS_ACCESS,
    **EXCHANGE_ACCESS,
}
PUBLIC_COMMANDS = {
    row.command.wire: row.command for rows in HANDLERS.values() for row in rows if not row.command.internal
}
INTERNAL_COMMANDS = {
    row.command.wire: row.command for rows in HANDLERS.values() for row in rows if row.command.internal
}
DONE, UNFORESEEN = "done", "unforeseen"
UNTOLD = ("not_found", "unauthenticated")
"""The answers to what isn't there; of these the tables say nothing."""


class Trying(MemoryAggregates[Any]):
    """The aggregates of another store, whose checks it makes; nothing is kept."""

    def _save(self, folded: Fold[Any]) -> None:
        for unique in self._noun.unique:
            self._check(unique, folded)


class Desk:
    """Asks commands of the province, by tables of access that may be altered to see the tests fail."""

    def __init__(self, realm: Realm, access: Mapping[type[Command], May] = ACCESS) -> None:
        self._desks = {}
        for owner, service in realm.services.items():
            stores = {n: Trying(store._noun, store.shelf) for n, store in service.stores.items()}
            self._desks[owner] = Dispatcher(HANDLERS[owner], access, stores, service.needs)

    async def execute(self, command: Command, actor: Actor) -> Answer:
        """As a dispatcher does."""
        return await self._desks[command.wire.partition(".")[0]].execute(command, actor, new_id(), "", DURING)

    async def answer(self, command: Command, actor: Actor) -> tuple[str, bytes]:
        """In one word what comes of it, and what a sender is told in full."""
        try:
            told = await self.execute(command, actor)
        except Refusal as refusal:
            return refusal.code, orjson.dumps(problem(refusal, "en"))
        except ValidationError:
            return UNFORESEEN, b""
        return DONE, orjson.dumps([told.id, told.result])

    async def said(self, command: Command, actor: Actor, area: Area) -> tuple[str, str]:
        """The same, with the ids of the area and instants masked."""
        word, whole = await self.answer(command, actor)
        return word, masked(whole.decode(), area)
