"""MongoDB, the password hash and the signing key behind accounts' ports."""

from services.accounts.store.attempts import MongoAttempts
from services.accounts.store.keys import StoredSigningKey, open_signing_key
from services.accounts.store.passwords import ArgonPasswords
from services.accounts.store.people import MongoPeopleByMail
from services.accounts.store.secret import read_secret, subkey
from services.accounts.store.sessions import MongoSessions
from services.accounts.store.vault import MongoVault
from services.accounts.store.twins import MongoKnownOrganisations

__all__ = [
    "ArgonPasswords",
    "MongoAttempts",
    "MongoKnownOrganisations",
    "MongoPeopleByMail",
    "MongoSessions",
    "MongoVault",
    "StoredSigningKey",
    "open_signing_key",
    "read_secret",
    "subkey",
]
