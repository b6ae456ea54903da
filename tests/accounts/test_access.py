"""Who may do what in accounts: the whole table, actor × command."""

import pytest

from services.accounts.access import ACCESS
from services.accounts.domain.person import SealBox
from shared.bus.dispatch import Verdict
from shared.contracts.accounts import commands
from tests.builders import accounts as build
from tests.builders.actors import ACTORS

EVERYBODY = set(ACTORS)
GRANTORS = {"organiser", "client of every scope"}
PEOPLE_OF_TENANT = {"lan", "minh", "organiser", "secretary", "edition organiser", "programme organiser"}
IMPORTERS = {"client of every scope", "importer"}
OTHERS_ROLE = build.grant_role(role=build.role(tenant_id=build.OTHER_TENANT))

TABLE = [
    ("a tenant", build.create_tenant(), None, {"client of every scope"}, set()),
    ("a tenant again", build.create_tenant(), build.tenant(), {"client of every scope"}, set()),
    ("a person", build.register_person(), None, EVERYBODY, set()),
    ("the own profile", build.revise_profile(), build.person(), {"lan"}, EVERYBODY - {"lan"}),
    ("an open box", SealBox(person_id=build.PERSON), build.person(), set(), set()),
    ("a role", build.grant_role(), None, GRANTORS, set()),
    ("a role of another tenant", OTHERS_ROLE, None, {"other organiser", "client of every scope"}, set()),
    ("a role further in", build.grant_role(role=build.role(edition_id="edition-2026")), None, GRANTORS, set()),
    ("revoke", build.revoke_role(), build.roles(build.role()), GRANTORS, set()),
    ("an organisation", build.register_organisation(), None, PEOPLE_OF_TENANT | IMPORTERS, set()),
    ("an organisation again", build.register_organisation(), build.organisation(), {"lan"}, EVERYBODY - {"lan"}),
]


@pytest.mark.parametrize(("command", "state", "may", "unseen"), [r[1:] for r in TABLE], ids=[r[0] for r in TABLE])
def test_who_may(command, state, may, unseen):
    said = {name: ACCESS[type(command)](actor, command, state, None) for name, actor in ACTORS.items()}
    expected = {n: Verdict.YES if n in may else Verdict.UNSEEN if n in unseen else Verdict.NO for n in ACTORS}
    assert said == expected


def test_every_command_is_in_the_table():
    assert (
        {type(row[1]) for row in TABLE}
        == set(ACCESS)
        == {
            commands.CreateTenant,
            commands.RegisterPerson,
            commands.ReviseProfile,
            SealBox,
            commands.GrantRole,
            commands.RevokeRole,
            commands.RegisterOrganisation,
        }
    )
