"""A client that a tenant has made reaches that tenant alone: tried on every row of who may do what in the services."""

from dataclasses import replace

import pytest

from services.accounts.access import ACCESS as OF_ACCOUNTS
from services.registration.access import ACCESS as OF_REGISTRATION
from shared.auth import Actor, ActorKind
from tests.accounts.test_access import ALL
from tests.builders.accounts import OTHER_TENANT, TENANT
from tests.builders.actors import client
from tests.registration.test_access import TABLE

SCOPES = ("tenants:create", "roles:grant", "editions:open", "entries:import", "entries:read", "bounces:report")
ROWS = [(OF_ACCOUNTS, *row[:4]) for row in ALL] + [(OF_REGISTRATION, *row[:4]) for row in TABLE]
NAMES = [f"{row[2].wire}: {row[1]}" for row in ROWS]
EVERYWHERE = client(*SCOPES)
NOTHING = client()
THIRD_TENANT = "tenant-ca-mau"


@pytest.mark.parametrize(("access", "name", "command", "state", "found"), ROWS, ids=NAMES)
def test_a_client_of_a_third_tenant_may_no_more_than_one_without_scopes(access, name, command, state, found):
    may = access[type(command)]
    elsewhere = replace(EVERYWHERE, tenant_id=THIRD_TENANT)
    assert may(elsewhere, command, state, found) is may(NOTHING, command, state, found)


@pytest.mark.parametrize(("access", "name", "command", "state", "found"), ROWS, ids=NAMES)
def test_a_client_may_somewhere_what_the_operators_may_in_one_tenant_alone(access, name, command, state, found):
    may = access[type(command)]
    everywhere, nothing = (may(actor, command, state, found) for actor in (EVERYWHERE, NOTHING))
    said = {t: may(replace(EVERYWHERE, tenant_id=t), command, state, found) for t in (TENANT, OTHER_TENANT)}
    there = [t for t, verdict in said.items() if verdict is not nothing]
    assert len(there) <= 1
    assert all(said[t] is everywhere for t in there)


@pytest.mark.parametrize(
    ("kind", "of_actor", "asked", "has"),
    [
        (ActorKind.CLIENT, None, None, True),
        (ActorKind.CLIENT, None, TENANT, True),
        (ActorKind.CLIENT, TENANT, TENANT, True),
        (ActorKind.CLIENT, TENANT, OTHER_TENANT, False),
        (ActorKind.CLIENT, TENANT, None, False),
        (ActorKind.SERVICE, None, TENANT, True),
        (ActorKind.PERSON, TENANT, TENANT, False),
        (ActorKind.ANONYMOUS, None, None, False),
    ],
)
def test_who_has_a_scope_where(kind, of_actor, asked, has):
    actor = Actor("somebody-1", kind, frozenset({"entries:read"}), of_actor)
    assert (actor.has_scope("entries:read", asked), actor.has_scope("entries:import", asked)) == (has, False)
