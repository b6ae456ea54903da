"""What the parts of accounts are made from: its aggregates, its secrets, and stores whose indexes are there."""

from datetime import datetime
from typing import Any, Protocol, TypeVar

from pydantic import SecretStr

from services.accounts.domain.roles import roles_id
from services.accounts.handlers import NOUNS
from services.accounts.handlers.confirming import Ask
from services.accounts.handlers.nouns import ROLES
from services.accounts.settings import Settings
from services.accounts.store import MongoVault, read_secret, subkey
from shared.auth import service_actor
from shared.bus.aggregates import Guard
from shared.bus.itself import Execute
from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.nouns import Answer, Noun
from shared.bus.ports import AggregateStore
from shared.clock import Clock
from shared.contracts.accounts.roles import Role
from shared.contracts.commands import Command
from shared.mongo import Database

NAME = "accounts"
LINKS = "mailed links"
TAX_CODES = "tax codes"
PRINTED = "printed codes"
"""Names of subkeys that several parts use: written down for ever, what was handed out is derived from them."""

S = TypeVar("S")


class Stores:
    """The aggregates of accounts."""

    def __init__(self, database: Database, guard: Guard, cache: int) -> None:
        self.by_noun: dict[str, AggregateStore[Any]] = {
            noun.name: MongoAggregates(database, noun, guard, cache) for noun in NOUNS
        }

    def of(self, noun: Noun[S]) -> AggregateStore[S]:
        """Those of one kind."""
        return self.by_noun[noun.name]

    async def roles_of(self, person_id: str, _: int) -> tuple[Role, ...]:
        """What a person holds: here the roles themselves are at hand, never older than a token."""
        held = await self.of(ROLES).read(roles_id(person_id))
        return held.state.roles if held else ()


class Prepares(Protocol):
    """A store that makes its indexes."""

    async def prepare(self) -> None:
        """Makes them; again is harmless."""
        ...


P = TypeVar("P", bound=Prepares)


async def prepared(store: P) -> P:
    """The store, its indexes made."""
    await store.prepare()
    return store


def secret_of(settings: Settings) -> bytes:
    """What every key of this service is derived from."""
    return read_secret(plain(settings.accounts_secret), settings.data)


def plain(secret: SecretStr | None) -> str | None:
    """The secret itself."""
    return secret.get_secret_value() if secret else None


def open_vault(database: Database, secret: bytes, clock: Clock) -> MongoVault:
    """The keys of people, in a database of their own beside this one."""
    keys = database.client.get_database(f"{database.name.removesuffix('_accounts')}_keys")
    return MongoVault(keys, subkey(secret, "vault"), clock)


def asking_itself(execute: Execute) -> Ask:
    """Puts commands to the service's own dispatcher, as the service."""

    async def ask(command: Command, command_id: str, now: datetime) -> Answer:
        return await execute(command, service_actor(NAME), command_id, "", now)

    return ask
