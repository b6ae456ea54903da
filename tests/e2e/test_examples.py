"""The developers' examples, as they are printed, against a running system with a true client and a true token."""

import asyncio
import html
import os
import re
import shutil
from datetime import timedelta
from pathlib import Path

import httpx
import orjson

from shared.clock import SystemClock
from shared.contracts.accounts.commands import CreatePersonalToken, RegisterApiClient
from shared.contracts.accounts.scopes import OWN_READ, OWN_WRITE
from shared.ids import new_id
from tests.e2e.erased import Somebody, organiser_of

EXAMPLE = re.compile(r'<pre class="example" data-example="(\w+)" tabindex="0"><code>(.*?)</code></pre>', re.DOTALL)


async def printed(address: str) -> dict[str, str]:
    async with httpx.AsyncClient() as http:
        page = await http.get(f"{address}/developers", headers={"accept": "text/html"})
    return {name: html.unescape(code) for name, code in EXAMPLE.findall(page.text)}


async def run(script: str, folder: Path, **given: str) -> str:
    """What bash writes in a folder of its own; what curl says when it has listened for ten seconds is no failure."""
    bash = shutil.which("bash")
    assert bash is not None
    process = await asyncio.create_subprocess_exec(
        bash, "-c", script, cwd=folder, env={"PATH": os.environ["PATH"], **given},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, wrong = await process.communicate()
    assert (process.returncode in (0, 28), wrong) == (True, b"")
    return said.decode()


async def test_a_client_begins_with_what_the_page_prints(system, tmp_path):
    organiser, examples, client_id = await organiser_of(system), await printed(system.address), new_id()
    made = {"client_id": client_id, "tenant_id": system.demo.tenant_id, "name": "Trang tin"}
    await organiser.send(RegisterApiClient(**made, scopes=("entries:read",)))
    secret = (await organiser.post(f"/clients/{client_id}/secret", {}))["secret"]
    shown = orjson.loads(await run(examples["token"], tmp_path, CLIENT_ID=client_id, CLIENT_SECRET=secret))
    assert (shown["token_type"], shown["scope"]) == ("Bearer", "entries:read")
    answer = orjson.loads(await run(examples["query"], tmp_path, TOKEN=shown["access_token"]))
    assert system.demo.tenant_id in [edge["node"]["tenantId"] for edge in answer["data"]["tenants"]["edges"]]


async def test_a_person_does_something_reads_it_and_watches_with_what_the_page_prints(system, tmp_path):
    lan, examples = Somebody(system), await printed(system.address)
    address, token_id = f"{new_id()[:10]}@lan.example", new_id()
    await lan.register("Nguyễn Thị Lan", address)
    await lan.sign_in_by_mail(address)
    ends = SystemClock().now() + timedelta(days=1)
    scopes = (OWN_READ, OWN_WRITE)
    await lan.send(CreatePersonalToken(token_id=token_id, name="Kịch bản", expires_at=ends, scopes=scopes))
    token = (await lan.post(f"/tokens/{token_id}/secret", {}))["token"]
    said = await run(f"{examples['command']}\necho\n{examples['after']}", tmp_path, TOKEN=token)
    command, query = (orjson.loads(line) for line in said.splitlines())
    assert (command["seq"], query) == (1, {"data": {"organisation": {"name": "Nấm Việt"}}})
    watched = await run(examples["events"], tmp_path, TOKEN=token)
    assert watched.startswith('event: next\ndata: {"data":{"inboxChanged":{"unreadCount":')
