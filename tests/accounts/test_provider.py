"""Signing in through a foreign provider of OpenID Connect that runs beside: `oidc-provider`, on loopback."""

import asyncio
import socket
from contextlib import asynccontextmanager, closing
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from pydantic import SecretStr

from services.accounts.store.oidc import ASKED_AGAIN
from shared.clock import SystemClock
from tests.accounts.conftest import edge_of, founded, settings_of
from tests.architecture.tree import ROOT
from tests.builders import accounts as build
from tests.builders.edges import bearer, everything_in, problem_of

pytestmark = pytest.mark.real
FOLDER = ROOT / "tests" / "oidc"
REDIRECT = "http://127.0.0.1:8000/sign-in/oidc/callback"


@asynccontextmanager
async def running(port):
    command = ("node", "provider.mjs", str(port), REDIRECT)
    assert (FOLDER / "node_modules").is_dir(), "run make setup: the provider of the tests is not installed"
    process = await asyncio.create_subprocess_exec(*command, cwd=FOLDER, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    try:
        while (line := await asyncio.wait_for(process.stdout.readline(), 20)) != b"listening\n":
            assert line, "the provider of the tests has ended"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        await process.wait()
        process.stdout.feed_eof()


@pytest.fixture(scope="module")
async def issuer():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    async with running(port) as address:
        yield address


@pytest.fixture
async def there(real_parts, database, tmp_path, issuer):
    secret = SecretStr("secret of the client")
    given = {"oidc_issuer": issuer, "oidc_client_id": "techfest", "oidc_client_secret": secret, "oidc_label": "Cổng"}
    async with edge_of(settings_of(real_parts, tmp_path, **given), database) as edge:
        edge.clock.at = SystemClock().now()
        yield await founded(edge)


async def begun(edge, **more):
    answer = await edge.http.post("/sign-in/provider", json=more)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def at_provider(url, who="lan"):
    """What a browser comes back with, whoever signs in there."""
    async with httpx.AsyncClient() as browser:
        address = f"{url}&login_hint={who}"
        while not address.startswith(REDIRECT):
            answer = await browser.get(address)
            assert answer.is_redirect, answer.text
            address = str(answer.url.join(answer.headers["location"]))
    return {name: value for name, (value,) in parse_qs(urlsplit(address).query).items() if name in ("state", "code")}


async def come(edge, who="lan", **more):
    sent = await begun(edge, **more)
    back = await at_provider(sent["url"], who)
    return await edge.http.post("/sign-in/provider/use", json={**back, "browser": sent["browser"]})


async def test_who_has_the_verified_address_is_that_person_and_stays_it(there):
    assert (await there.http.get("/sign-in/provider")).json() == {"label": "Cổng"}
    first = await come(there, next="/my-entries")
    assert (first.json()["person_id"], first.json()["next"]) == (build.PERSON, "/my-entries")
    assert (await come(there)).json()["person_id"] == build.PERSON
    (known,) = (await everything_in(there.database))["identities"]
    assert known["person_id"] == build.PERSON
    assert "lan" not in known["_id"]


async def test_who_is_new_gets_an_account_once(there):
    first = (await come(there, "minh")).json()
    assert (await come(there, "minh")).json()["person_id"] == first["person_id"] != build.PERSON
    token = (await there.exchange(first["session"], "accounts")).json()["access_token"]
    own = (await there.http.get(f"/people/{first['person_id']}", headers=bearer(token))).json()
    assert (own["name"], own["mail"]) == ("Lê Minh", "minh@example.vn")


async def test_an_unverified_address_opens_nobodys_account(there):
    thief = (await come(there, "thief")).json()
    assert thief["person_id"] != build.PERSON
    token = (await there.exchange(thief["session"], "accounts")).json()["access_token"]
    own = (await there.http.get(f"/people/{thief['person_id']}", headers=bearer(token))).json()
    assert own["mail"] in (None, "")


async def test_who_has_no_name_and_no_address_comes_in_all_the_same(there):
    assert "session" in (await come(there, "nameless")).json()


async def test_a_state_is_used_once_by_the_browser_that_began(there):
    sent, other = await begun(there), await begun(there)
    back = await at_provider(sent["url"])

    async def use(**given):
        body = {**back, "browser": sent["browser"], **given}
        return await there.http.post("/sign-in/provider/use", json=body)

    assert problem_of(await use(browser=other["browser"])) == (403, "accounts.other_browser")
    assert problem_of(await use(state="x" * 64)) == (404, "accounts.link_expired")
    assert problem_of(await use(state=urlsplit(other["url"]).query.split("state=")[1].split("&")[0])) == (
        403,
        "accounts.other_browser",
    )
    assert (await use()).status_code == 200
    assert problem_of(await use()) == (404, "accounts.link_expired")


async def test_a_code_is_taken_once_and_for_its_own_state_alone(there):
    first, second, third = [await begun(there) for _ in range(3)]
    back, other = await at_provider(first["url"]), await at_provider(second["url"])
    crossed = {"state": other["state"], "code": back["code"], "browser": second["browser"]}
    assert problem_of(await there.http.post("/sign-in/provider/use", json=crossed)) == (
        401,
        "accounts.provider_refused",
    )
    good = await at_provider(third["url"])
    used = {**good, "browser": third["browser"]}
    assert (await there.http.post("/sign-in/provider/use", json=used)).status_code == 200
    fourth = await begun(there)
    state = (await at_provider(fourth["url"]))["state"]
    replayed = {"state": state, "code": good["code"], "browser": fourth["browser"]}
    assert problem_of(await there.http.post("/sign-in/provider/use", json=replayed)) == (
        401,
        "accounts.provider_refused",
    )


async def test_the_providers_keys_may_change_in_mid_session(there, issuer):
    assert (await come(there)).status_code == 200
    async with httpx.AsyncClient() as http:
        await http.post(f"{issuer}/test/rotate")
    there.clock.at += ASKED_AGAIN
    assert (await come(there)).status_code == 200


async def test_what_is_stored_between_opens_nothing(there):
    sent = await begun(there)
    query = parse_qs(urlsplit(sent["url"]).query)
    stored = str(await everything_in(there.database))
    for secret in (sent["browser"], query["state"][0], query["nonce"][0]):
        assert secret not in stored


async def test_where_no_provider_is_set_up_there_is_no_such_door(known):
    for answer in (
        await known.http.get("/sign-in/provider"),
        await known.http.post("/sign-in/provider", json={}),
        await known.http.post("/sign-in/provider/use", json={"state": "x", "code": "x", "browser": "x"}),
    ):
        assert problem_of(answer) == (404, "not_found")
