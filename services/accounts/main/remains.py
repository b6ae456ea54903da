"""What is left of a person beside the aggregates."""

from services.accounts.handlers.erasing import Remains
from services.accounts.main.making import open_vault, secret_of
from services.accounts.settings import Settings
from services.accounts.store import (
    MongoIdentities,
    MongoMemberships,
    MongoSessions,
    MongoTokensOfPerson,
    MongoUploads,
)
from shared.bus.jobs import MongoResults
from shared.bus.reactions import Send
from shared.clock import Clock
from shared.mongo import Database


def remains(settings: Settings, database: Database, send: Send, clock: Clock) -> Remains:
    """Of everybody."""
    vault = open_vault(database, secret_of(settings), clock)
    files = (MongoUploads(database, vault), MongoResults(database), MongoIdentities(database))
    memberships, tokens = MongoMemberships(database), MongoTokensOfPerson(database)
    return Remains(vault, MongoSessions(database), memberships, tokens, send, files)
