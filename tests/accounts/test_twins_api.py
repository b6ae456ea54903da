"""The likely twin over HTTP: for whom, what is shown, how often."""

import pytest

from services.accounts.api.organisations import TYPING
from services.accounts.handlers.twins import row
from shared.bus.projection import Projection
from tests.builders import accounts as build
from tests.builders.edges import bearer, problem_of

pytestmark = pytest.mark.real
TWINS = "/organisations/twins"
ASKED = {"tenant_id": build.TENANT, "name": "Cty TNHH NAM VIET", "website": "http://www.namviet.example"}
FACTS = {**dict(build.organisation_registered()), "tax_code": "0100109106"}


@pytest.fixture
async def kept(known):
    """An organisation of each of two tenants is known, as the worker keeps it."""
    other = {**FACTS, "tenant_id": build.OTHER_TENANT}
    rows = [row(build.ORGANISATION, 1, FACTS), row("organisation-of-another", 1, other)]
    await Projection(known.database).write(rows)
    return known


async def test_a_person_of_the_tenant_sees_public_facts_and_why(kept):
    answer = await kept.http.get(TWINS, params=ASKED, headers=bearer(await kept.person()))
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == {
        "twins": [
            {
                "organisation_id": build.ORGANISATION,
                "name": "Nấm Việt",
                "website": "https://namviet.example",
                "location": "Bắc Ninh",
                "verified": False,
                "reasons": ["same_site", "same_name"],
            }
        ]
    }


async def test_nobody_else_is_told_anything(kept):
    elsewhere = {**ASKED, "tenant_id": build.OTHER_TENANT}
    client = await kept.operator("entries:import")
    answers = [
        await kept.http.get(TWINS, params=ASKED),
        await kept.http.get(TWINS, params=elsewhere, headers=bearer(await kept.person())),
        await kept.http.get(TWINS, params=ASKED, headers=bearer(client)),
    ]
    missing = (404, "not_found")
    assert [problem_of(answer) for answer in answers] == [(401, "unauthenticated"), missing, missing]


async def test_little_or_nothing_typed_is_answered_with_nobody(kept):
    headers = bearer(await kept.person())
    for typed in ({}, {"name": "N"}, {"website": "https://"}, {"tax_code": "001203004567"}, {"tax_code": "?"}):
        answer = await kept.http.get(TWINS, params={"tenant_id": build.TENANT, **typed}, headers=headers)
        assert (answer.status_code, answer.json()) == (200, {"twins": []}), typed


async def test_what_is_too_long_is_refused(kept):
    headers = bearer(await kept.person())
    for wrong in ({"name": "x" * 201}, {"website": "x" * 301}, {"tax_code": "1" * 41}, {"tenant_id": "no id"}):
        answer = await kept.http.get(TWINS, params={**ASKED, **wrong}, headers=headers)
        assert problem_of(answer) == (422, "invalid_input"), wrong


async def test_one_person_may_ask_as_often_as_fingers_type(kept):
    headers, counted = bearer(await kept.person()), kept.database["attempts"]
    await kept.http.get(TWINS, params=ASKED, headers=headers)
    await counted.update_one({"_id": {"$regex": "twins:"}}, {"$set": {"tries": TYPING.most}})
    refused = await kept.http.get(TWINS, params=ASKED, headers=headers)
    assert problem_of(refused) == (429, "accounts.too_many_attempts")
