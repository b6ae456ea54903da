"""Clients and personal tokens over HTTP: made, shown once, taken at /token, and ended."""

import asyncio
import base64

import pytest

from services.accounts.handlers.tokens import CLIENT_TOKEN_LASTS
from shared.contracts.accounts import commands
from shared.contracts.accounts.commands import CreatePersonalToken
from tests.accounts.access_clients import CREATE, REGISTER, REVOKE, ROTATE
from tests.builders import accounts as build
from tests.builders.tokens import claims_in

pytestmark = pytest.mark.real


@pytest.fixture
async def organised(known):
    """Lan organises the tenant."""
    operator = await known.operator("roles:grant")
    assert (await known.send(build.grant_role(), operator, "founding-3")).status_code == 200
    return known


async def credentials(edge, client_id, secret, **form):
    encoded = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    shown = {"Authorization": f"Basic {encoded}"}
    return await edge.http.post("/token", data={"grant_type": "client_credentials", **form}, headers=shown)


async def shown_to(edge, token, path):
    return await edge.http.post(path, headers={"Authorization": f"Bearer {token}"})


async def test_a_client_gets_a_short_token_of_its_tenant_with_the_scopes_it_asks_for(organised):
    lan = await organised.person()
    made = REGISTER.model_copy(update={"scopes": ("entries:read", "entries:import")})
    assert (await organised.send(made, lan, "client-made")).status_code == 200
    shown = await shown_to(organised, lan, "/clients/client-0001/secret")
    assert (shown.status_code, shown.headers["cache-control"]) == (200, "no-store")
    secret = shown.json()["secret"]
    again = await shown_to(organised, lan, "/clients/client-0001/secret")
    assert (again.status_code, again.json()["code"]) == (409, "accounts.secret_shown")

    narrow = await credentials(organised, "client-0001", secret, scope="entries:read")
    assert narrow.json()["expires_in"] == CLIENT_TOKEN_LASTS.total_seconds() == 600
    claims = claims_in(narrow.json()["access_token"])
    told = {name: claims[name] for name in ("sub", "kind", "scope", "tenant_id")}
    assert told == {"sub": "client-0001", "kind": "client", "scope": "entries:read", "tenant_id": build.TENANT}
    assert (await credentials(organised, "client-0001", secret)).json()["scope"] == "entries:import entries:read"
    wide = await credentials(organised, "client-0001", secret, scope="entries:read editions:open")
    assert (wide.status_code, wide.json()["code"]) == (422, "invalid_input")


async def test_a_new_secret_takes_over_and_a_client_that_has_ended_gets_no_token(organised):
    lan = await organised.person()
    await organised.send(REGISTER, lan, "client-made")
    old = (await shown_to(organised, lan, "/clients/client-0001/secret")).json()["secret"]
    await organised.send(ROTATE, lan, "client-turned")
    new = (await shown_to(organised, lan, "/clients/client-0001/secret")).json()["secret"]
    assert old != new
    statuses = [(await credentials(organised, "client-0001", one)).status_code for one in (old, new)]
    held = (await credentials(organised, "client-0001", new, audience="gateway")).json()["access_token"]
    assert (statuses, (await organised.exchange(held, "registration")).status_code) == ([200, 200], 200)
    await organised.send(REVOKE, lan, "client-ended")
    assert [(await credentials(organised, "client-0001", one)).status_code for one in (old, new)] == [401, 401]
    assert (await organised.exchange(held, "registration")).status_code == 401


async def test_a_personal_token_is_exchanged_as_a_session_is_and_sends_what_its_scopes_let_it(organised):
    lan = await organised.person()
    both = CREATE.model_copy(update={"scopes": ("own:read", "own:write")})
    tokens = {}
    for name, scopes in {"reads": ("own:read",), "writes": ("own:write",), "both": both.scopes}.items():
        made = CreatePersonalToken(token_id=f"token-{name}", name=name, scopes=scopes, expires_at=CREATE.expires_at)
        assert (await organised.send(made, lan, f"made-{name}")).status_code == 200
        token = (await shown_to(organised, lan, f"/tokens/token-{name}/secret")).json()["token"]
        tokens[name] = (await organised.exchange(token, "accounts")).json()["access_token"]
    assert claims_in(tokens["both"])["tid"] == "token-both"

    said = {}
    for name, token in tokens.items():
        own = await organised.http.get(f"/people/{build.PERSON}", headers={"Authorization": f"Bearer {token}"})
        renamed = await organised.send(build.revise_profile(), token, f"renamed-{name}")
        grave = await organised.send(build.grant_role(role=build.role("judge")), token, f"grave-{name}")
        more = await organised.send(both.model_copy(update={"token_id": f"more-{name}"}), token, f"more-{name}")
        said[name] = (own.status_code, renamed.status_code, grave.status_code, more.status_code)
    assert said == {
        "reads": (200, 403, 403, 403),
        "writes": (403, 200, 403, 403),
        "both": (200, 200, 403, 403),
    }


async def test_a_personal_token_that_was_ended_opens_nothing_nor_does_what_it_was_exchanged_for(organised):
    lan = await organised.person()
    await organised.send(CREATE, lan, "token-made")
    token = (await shown_to(organised, lan, "/tokens/token-0001/secret")).json()["token"]
    for_gateway = (await organised.exchange(token, "gateway")).json()["access_token"]
    assert (await organised.exchange(for_gateway, "registration")).status_code == 200
    await organised.send(commands.RevokePersonalToken(token_id="token-0001"), lan, "token-ended")
    assert (await organised.exchange(token, "gateway")).status_code == 401
    assert (await organised.exchange(for_gateway, "registration")).status_code == 401


async def test_a_person_has_twenty_tokens_however_many_are_made_at_once(organised):
    lan = await organised.person()
    for n in range(17):
        made = CREATE.model_copy(update={"token_id": f"token-{n:04}"})
        assert (await organised.send(made, lan, f"made-{n:04}")).status_code == 200
    waiting = {f"last-{n:05}" for n in range(6)}
    ended: list[int] = []
    while waiting:
        asked = [CREATE.model_copy(update={"token_id": token_id}) for token_id in sorted(waiting)]
        answers = await asyncio.gather(*(organised.send(one, lan, f"sent-{one.token_id}") for one in asked))
        said = {one.token_id: answer.status_code for one, answer in zip(asked, answers, strict=True)}
        waiting = {token_id for token_id, status in said.items() if status == 503}
        ended += [status for status in said.values() if status != 503]
    assert sorted(ended) == [200] * 3 + [409] * 3
    assert await organised.database["personal_tokens"].count_documents({"state.slot": {"$gt": ""}}) == 20
