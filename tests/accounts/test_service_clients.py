"""The services' own clients: known beside accounts, and to nobody who comes through the gateway."""

from base64 import b64encode
from urllib.parse import quote_plus

import httpx
import pytest

from shared.auth import gateway_proof, service_secret
from tests.accounts.conftest import EXCHANGE, GATEWAY_SECRET, OPERATOR_SECRET, SERVICES_ROOT, Edge
from tests.builders.edges import problem_of

pytestmark = pytest.mark.real
SCOPES = {"registration": "vault:keys", "notifications": "mail:contents"}
THROUGH = {"Techfest-Gateway": gateway_proof(GATEWAY_SECRET), "Techfest-Client-Address": "10.0.0.9"}


async def granted(edge: Edge, client_id: str, secret: str, scope: str = "", **headers: str) -> httpx.Response:
    shown = {"Authorization": f"Basic {b64encode(f'{client_id}:{quote_plus(secret)}'.encode()).decode()}"}
    form = {"grant_type": "client_credentials", "scope": scope}
    return await edge.http.post("/token", data=form, headers={**shown, **headers})


@pytest.mark.parametrize("name", SCOPES)
async def test_a_service_gets_its_token_beside_accounts(edge, name):
    answer = await granted(edge, name, service_secret(SERVICES_ROOT, name), SCOPES[name])
    assert (answer.status_code, answer.json()["scope"]) == (200, SCOPES[name])


@pytest.mark.parametrize("proof", [gateway_proof(GATEWAY_SECRET), "made up", ""])
@pytest.mark.parametrize("name", SCOPES)
async def test_through_the_gateway_a_services_true_secret_is_as_good_as_none(edge, name, proof):
    through = {**THROUGH, "Techfest-Gateway": proof}
    true = await granted(edge, name, service_secret(SERVICES_ROOT, name), SCOPES[name], **through)
    unknown = await granted(edge, "nobody-at-all", "made up", SCOPES[name], **through)
    assert problem_of(true) == (401, "accounts.wrong_credentials")
    assert (true.content, true.headers) == (unknown.content, unknown.headers)


async def test_the_operator_and_who_has_a_session_come_through_the_gateway_as_ever(edge, known):
    assert (await granted(edge, "operator", OPERATOR_SECRET, "entries:read", **THROUGH)).status_code == 200
    form = {"grant_type": EXCHANGE, "subject_token": await known.session(), "audience": "gateway"}
    assert (await known.http.post("/token", data=form, headers=THROUGH)).status_code == 200
