"""The developers' page: each example on it runs as it is printed, and everything it leads to is there."""

import asyncio
import html
import os
import re
import shutil

import httpx
import orjson
import pytest

from gateway.web.assets import LIBRARIES
from gateway.web.refusals import codes
from shared.contracts.accounts.scopes import CLIENT_SCOPES, PERSON_SCOPES
from shared.services import SERVICES
from tests.gateway import facts
from tests.gateway.graph.world import FACTS
from tests.gateway.http.services import signed
from tests.gateway.standards.conftest import CLIENTS
from tests.gateway.subscriptions.listening import listened

pytestmark = pytest.mark.real
EXAMPLE = re.compile(r'<pre class="example" data-example="(\w+)" tabindex="0"><code>(.*?)</code></pre>', re.DOTALL)
TOLD = {"data": {"inboxChanged": {"unreadCount": 1}}}


@pytest.fixture
async def gateway(database, tmp_path):
    await facts.project(database, *FACTS)
    async with listened(database, tmp_path) as one:
        yield one


async def printed(gateway, language: str = "vi") -> dict[str, str]:
    """The examples of the page, by name, in their order."""
    page = await gateway.http.get("/developers", headers={"accept": "text/html", "accept-language": language})
    assert page.status_code == 200
    return {name: html.unescape(code) for name, code in EXAMPLE.findall(page.text)}


async def run(script: str, folder) -> tuple[int, str]:
    """What bash makes of it, in a folder with the packages that a developer would install."""
    (folder / "node_modules").symlink_to(LIBRARIES)
    token = signed("person-lan", "gateway", tenant_id=facts.TENANT)
    given = {
        "TOKEN": token,
        "CLIENT_ID": "client-here",
        "CLIENT_SECRET": "tfc_secret",
        "PATH": f"{CLIENTS}:{os.environ['PATH']}",
    }
    bash = shutil.which("bash")
    assert bash is not None
    process = await asyncio.create_subprocess_exec(
        bash, "-c", script, cwd=folder, env=given, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(30):
        said, wrong = await process.communicate()
    return process.returncode or 0, said.decode() + wrong.decode()


async def test_the_first_examples_get_a_token_and_ask(gateway, tmp_path):
    examples = await printed(gateway)
    answer = {"access_token": "…", "token_type": "Bearer", "expires_in": 600, "scope": "entries:read"}
    gateway.behind.answers["/token"] = httpx.Response(200, json=answer)
    status, said = await run(examples["token"], made(tmp_path, "one"))
    assert (status, orjson.loads(said)) == (0, answer)
    (asked,) = gateway.behind.sent("/token")
    assert (asked.content, asked.headers["authorization"][:6]) == (b"grant_type=client_credentials", "Basic ")
    status, said = await run(examples["query"], made(tmp_path, "two"))
    assert status == 0
    assert {edge["node"]["tenantId"] for edge in orjson.loads(said)["data"]["tenants"]["edges"]} == {
        facts.TENANT,
        facts.OTHER_TENANT,
    }


async def test_a_command_is_sent_and_what_it_wrote_is_read(gateway, tmp_path):
    examples = await printed(gateway)

    def registered(request: httpx.Request) -> httpx.Response:
        return httpx.Response(
            200, json={"id": orjson.loads(request.content)["organisation_id"], "seq": 1, "result": None}
        )

    gateway.behind.makes["/commands/register-organisation"] = registered
    status, said = await run(examples["command"] + "\necho\n" + examples["after"], made(tmp_path, "one"))
    command, query = (orjson.loads(line) for line in said.splitlines())
    (sent,) = gateway.behind.sent("/commands/register-organisation")
    body = orjson.loads(sent.content)
    assert status == 0
    assert command["id"] == body["organisation_id"]
    assert body == {"organisation_id": command["id"], "tenant_id": facts.TENANT, "name": "Nấm Việt"}
    assert re.fullmatch("[0-9a-f]{32}", sent.headers["idempotency-key"])
    assert query == {"data": {"organisation": None}, "extensions": {"stale": True}}
    assert gateway.heard.waited == [command["id"]]


async def test_the_inbox_is_watched_by_events_and_by_a_websocket(gateway, tmp_path):
    examples = await printed(gateway)
    answers = await asyncio.gather(*(run(examples[name], made(tmp_path, name)) for name in ("events", "socket")))
    assert answers == [
        (28, f"event: next\ndata: {orjson.dumps(TOLD).decode()}\n\n"),
        (0, f"{orjson.dumps(TOLD).decode()}\n"),
    ]


async def test_a_client_made_of_the_schema_asks_for_all_pages(gateway, tmp_path):
    examples = await printed(gateway)
    assert await run(examples["client"], made(tmp_path, "one")) == (0, "bac-ninh\nhue\n")


async def test_what_is_deprecated_is_told_when_it_is_asked_for(gateway, tmp_path):
    status, said = await run((await printed(gateway))["deprecated"], made(tmp_path, "one"))
    types = {one["name"]: one["fields"] for one in orjson.loads(said)["data"]["__schema"]["types"]}
    assert (status, types["PageInfo"][0]) == (0, {"name": "hasNextPage", "deprecationReason": None})


async def test_the_page_says_all_scopes_and_codes_in_both_languages(gateway):
    pages = [
        (await gateway.http.get("/developers", headers={"accept": "text/html", "accept-language": language})).text
        for language in ("vi", "en")
    ]
    for page in pages:
        shown = set(re.findall("<code>([a-z_.:]+)</code>", page))
        assert shown >= {*CLIENT_SCOPES, *PERSON_SCOPES, *(one.code for one in codes())}
    assert await printed(gateway, "en") == await printed(gateway, "vi")
    assert ("Begin in five minutes" in pages[1], "Bắt đầu trong năm phút" in pages[0]) == (True, True)


async def test_no_example_is_printed_that_no_test_runs(gateway):
    assert set(await printed(gateway)) == {
        "token",
        "query",
        "command",
        "after",
        "events",
        "socket",
        "client",
        "deprecated",
    }


async def test_everything_that_the_page_leads_to_is_there(gateway):
    page = (await gateway.http.get("/developers", headers={"accept": "text/html"})).text
    main = page[page.index("<main") : page.index("</main>")]
    addresses = set(re.findall('href="(/[^"]*)"', main))
    for service in SERVICES:
        gateway.behind.answers["/openapi.json"] = httpx.Response(200, json={"openapi": "3.1.0"})
        assert f"/api/{service}/openapi.json" in addresses
    said = {address: (await gateway.http.get(address)).status_code for address in addresses}
    assert set(said.values()) == {200}, said
    schema = await gateway.http.get("/developers/schema.graphql")
    assert "type ApiClient implements Node" in schema.text
    assert schema.headers["content-disposition"] == 'attachment; filename="schema.graphql"'


def made(folder, name):
    (folder / name).mkdir()
    return folder / name
