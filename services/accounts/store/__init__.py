"""MongoDB, the password hash and the signing key behind accounts' ports."""

from services.accounts.store.attempts import MongoAttempts
from services.accounts.store.code_sheet import code_sheet_pdf
from services.accounts.store.codes import MongoCodes
from services.accounts.store.colleagues import MongoColleagues, MongoMemberships
from services.accounts.store.identities import MongoIdentities
from services.accounts.store.keys import KeyRing, open_signing_key
from services.accounts.store.oidc import HttpProvider, Registration
from services.accounts.store.organisations import MongoOrganisationsOfTenant
from services.accounts.store.passwords import ArgonPasswords
from services.accounts.store.people import MongoPeople, MongoPeopleByMail
from services.accounts.store.personal_tokens import MongoTokensOfPerson
from services.accounts.store.secret import read_secret, subkey
from services.accounts.store.sessions import MongoSessions
from services.accounts.store.tables import look, read_table
from services.accounts.store.tenants import MongoTenants
from services.accounts.store.tickets import MongoTickets
from services.accounts.store.twins import MongoKnownOrganisations
from services.accounts.store.uploads import MongoUploads
from services.accounts.store.vault import MongoVault

__all__ = [
    "ArgonPasswords",
    "HttpProvider",
    "KeyRing",
    "MongoAttempts",
    "MongoCodes",
    "MongoColleagues",
    "MongoIdentities",
    "MongoKnownOrganisations",
    "MongoMemberships",
    "MongoOrganisationsOfTenant",
    "MongoPeople",
    "MongoPeopleByMail",
    "MongoSessions",
    "MongoTenants",
    "MongoTickets",
    "MongoTokensOfPerson",
    "MongoUploads",
    "MongoVault",
    "Registration",
    "code_sheet_pdf",
    "look",
    "open_signing_key",
    "read_secret",
    "read_table",
    "subkey",
]
