"""Who may do what with organisations and those who belong to them: rows of the table."""

from services.accounts.domain.members import LetIn, Place
from services.accounts.domain.organisation import Revising, TaxIdentity
from shared.contracts.accounts import commands
from tests.builders import accounts as build
from tests.builders.actors import ACTORS

EVERYBODY = set(ACTORS)
PEOPLE_OF_TENANT = {"lan", "minh", "organiser", "secretary", "moderator", "edition organiser", "programme organiser"}
IMPORTERS = {"client of every scope", "importer"}

ADMIN_LAN = build.members(lan="admin")
LAN_AND_MINH = build.members(lan="admin", minh="member")
MINHS = build.organisation(registered_by=build.OTHER_PERSON)


def revising(members=None):
    return Revising(TaxIdentity(), members)


def end(person_id):
    return commands.EndMembership(organisation_id=build.ORGANISATION, person_id=person_id)


REGISTER, REVISE = build.register_organisation(), build.revise_organisation()
VERIFY = commands.VerifyOrganisation(organisation_id=build.ORGANISATION)
ASK = commands.AskToJoin(organisation_id=build.ORGANISATION)
ADMIT = commands.AdmitMember(organisation_id=build.ORGANISATION, person_id=build.OTHER_PERSON)
LET_IN = LetIn(organisation_id=build.ORGANISATION, person_id=build.PERSON)
HERE = Place(build.ORGANISATION, build.TENANT)


def seen(name, command, state, found, may, no=frozenset()):
    """A row in which whoever may not, and isn't told no, isn't told that anything is there."""
    return name, command, state, found, set(may), EVERYBODY - set(may) - set(no)


ROWS = [
    ("an organisation", REGISTER, None, None, PEOPLE_OF_TENANT | IMPORTERS, set()),
    ("an organisation again", REGISTER, build.organisation(), None, {"lan"}, (PEOPLE_OF_TENANT | IMPORTERS) - {"lan"}),
    seen("revise none", REVISE, None, revising(), set()),
    seen("revise at once", REVISE, build.organisation(), revising(), {"lan", "organiser"}),
    seen("revise as admin", REVISE, MINHS, revising(ADMIN_LAN), {"lan", "organiser"}, {"minh"}),
    seen("revise as member", REVISE, MINHS, revising(build.members(lan="member")), {"organiser"}, {"lan", "minh"}),
    seen("verify", VERIFY, build.organisation(), None, {"organiser", "moderator"}, {"lan"}),
    seen("verify none", VERIFY, None, None, set()),
    seen("ask to join", ASK, None, HERE, PEOPLE_OF_TENANT),
    seen("ask to join nothing", ASK, None, None, set()),
    seen("admit", ADMIT, build.members(lan="admin", minh="asked"), None, {"lan", "organiser"}, {"minh"}),
    seen("admit as member", ADMIT, build.members(lan="member", minh="asked"), None, {"organiser"}, {"lan", "minh"}),
    seen("admit where nobody is", ADMIT, None, None, set()),
    seen("leave", end(build.PERSON), LAN_AND_MINH, None, {"lan", "organiser"}, {"minh"}),
    seen("be taken out", end(build.OTHER_PERSON), LAN_AND_MINH, None, {"lan", "minh", "organiser"}),
    seen("leave where nobody is", end(build.PERSON), None, None, set()),
    ("let in", LET_IN, None, HERE, set(), set()),
]
"""Name, command, state, what was found, who may, and who isn't told that it is there."""
