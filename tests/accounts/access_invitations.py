"""Who may do what with invitations: rows of the table."""

from services.accounts.domain.invitation import AcceptAsInvited, Inviting
from shared.contracts.accounts import commands
from tests.builders import accounts as build
from tests.builders.actors import ACTORS

EVERYBODY = set(ACTORS)
PEOPLE = {name for name, actor in ACTORS.items() if actor.is_person}
GRANTORS = {"organiser", "client of every scope"}

JUDGE = build.invite_person()
MEMBER = build.invite_person(role=build.role("entrant", organisation_id=build.ORGANISATION))
LED = build.members(lan="admin", minh="member")
MEMBERS_INVITATION = build.invitation(role=MEMBER.role, invited_by="person-gone-01")
CANCEL = commands.CancelInvitation(invitation_id=build.INVITATION)
FOREIGN = build.invite_person(role=build.role("judge", tenant_id=build.OTHER_TENANT))

ROWS = [
    ("invite a judge", JUDGE, None, Inviting(True), GRANTORS, set()),
    ("invite elsewhere", FOREIGN, None, Inviting(True), {"other organiser", "client of every scope"}, set()),
    ("invite a member", MEMBER, None, Inviting(True, members=LED), GRANTORS | {"lan"}, set()),
    ("invite into what nobody leads", MEMBER, None, Inviting(True), GRANTORS, set()),
    ("invite again", JUDGE, build.invitation(), Inviting(True), {"organiser"}, GRANTORS - {"organiser"}),
    ("accept", build.accept_invitation(), build.invitation(), None, PEOPLE, set()),
    ("cancel", CANCEL, build.invitation(), None, GRANTORS, EVERYBODY - GRANTORS),
    ("cancel a member's", CANCEL, MEMBERS_INVITATION, LED, GRANTORS | {"lan"}, EVERYBODY - GRANTORS - {"lan"}),
    ("cancel none", CANCEL, None, None, set(), EVERYBODY),
    ("as invited", AcceptAsInvited(invitation_id=build.INVITATION, person_id=build.PERSON), None, None, set(), set()),
]
"""Name, command, state, what was found, who may, and who isn't told that it is there."""
