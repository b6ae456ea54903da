"""Who may do what in accounts: the whole table, actor × command."""

import importlib
from pathlib import Path
from typing import Any

import pytest

from services.accounts.access import ACCESS
from services.accounts.domain.person import SealBox
from services.accounts.domain.tenant import CountOrganiser
from shared.bus.dispatch import Verdict
from shared.contracts.accounts import commands
from tests.builders import accounts as build
from tests.builders.actors import ACTORS

EVERYBODY = set(ACTORS)
GRANTORS = {"organiser", "client of every scope"}
OTHERS_ROLE = build.grant_role(role=build.role(tenant_id=build.OTHER_TENANT))
RENAME = commands.RenameTenant(tenant_id=build.TENANT, slug="kinh-bac", name=build.text())
COUNT = CountOrganiser(tenant_id=build.TENANT, person_id=build.PERSON)


def rows_of(part: Path) -> list[Any]:
    return list(importlib.import_module(f"tests.accounts.{part.stem}").ROWS)


TABLE = [
    ("a tenant", build.create_tenant(), None, {"client of every scope"}, set()),
    ("a tenant again", build.create_tenant(), build.tenant(), {"client of every scope"}, set()),
    ("another name", RENAME, build.tenant(), GRANTORS, set()),
    ("a person", build.register_person(), None, EVERYBODY, set()),
    ("an address", build.vouch(), build.person(), {"client of every scope"}, EVERYBODY - {"client of every scope"}),
    ("nobody's address", build.vouch(), None, {"client of every scope"}, EVERYBODY - {"client of every scope"}),
    ("the own profile", build.revise_profile(), build.person(), {"lan"}, EVERYBODY - {"lan"}),
    ("the own address", build.claim_mail(), build.person(), {"lan"}, EVERYBODY - {"lan"}),
    ("an open box", SealBox(person_id=build.PERSON), build.person(), set(), set()),
    ("a role", build.grant_role(), None, GRANTORS, set()),
    ("a role of another tenant", OTHERS_ROLE, None, {"other organiser", "client of every scope"}, set()),
    ("a role further in", build.grant_role(role=build.role(edition_id="edition-2026")), None, GRANTORS, set()),
    ("revoke", build.revoke_role(), build.roles(build.role()), GRANTORS | {"lan"}, set()),
    ("count", COUNT, build.tenant(), set(), set()),
]


BY_SUBJECT = [row for part in sorted(Path(__file__).parent.glob("access_*.py")) for row in rows_of(part)]
"""Rows of 'access_<subject>.py' beside this file: name, command, state, what was found, who may, who sees nothing."""
ALL = [*((name, command, state, None, *said) for name, command, state, *said in TABLE), *BY_SUBJECT]


@pytest.mark.parametrize(("command", "state", "found", "may", "unseen"), [r[1:] for r in ALL], ids=[r[0] for r in ALL])
def test_who_may(command, state, found, may, unseen):
    said = {name: ACCESS[type(command)](actor, command, state, found) for name, actor in ACTORS.items()}
    expected = {n: Verdict.YES if n in may else Verdict.UNSEEN if n in unseen else Verdict.NO for n in ACTORS}
    assert said == expected


def test_every_command_is_in_the_table():
    missing = {command.wire for command in set(ACCESS) - {type(row[1]) for row in ALL} if not command.internal}
    assert missing == set()
