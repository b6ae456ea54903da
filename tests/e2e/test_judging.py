"""J4 on the whole system: nothing of a result is seen before its publication, and its hash is that of its document."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, closing
from typing import Any

import httpx
import pytest

from deploy.cli import demo_judging as demo
from deploy.cli.client import Client
from deploy.cli.demo import demo_id, was_done
from services.judging.domain.result import hash_of, recomputed
from shared.clock import SystemClock
from shared.contracts.judging import commands as judging
from shared.contracts.judging.ids import assignment_id, judge_id
from shared.contracts.judging.values import Mark
from shared.ids import new_id
from tests.harness.rest import Refused, RestClient, operator_token, person_token
from tests.harness.system import System
from tests.harness.waiting import eventually

SCOPES = ("tenants:create", "roles:grant", "editions:open", "entries:import", "entries:read", "people:vouch")
BOARD = (
    "query($id: ID!) { round(roundId: $id) { status result { sealedHash status }"
    " leaderboard { place total entryTitle } }"
    " placings(filter: {roundId: $id}) { totalCount edges { node { place } } } }"
)


@pytest.fixture
async def judged(system: System) -> dict[str, str]:
    """The demo with its award; mail by name."""
    token = await operator_token(system.address, system.operator_secret, *SCOPES)
    password = system.demo.sign_ins[0].password
    with closing(Client(system.address, token)) as operator:
        made = await asyncio.to_thread(demo.make, system.address, operator, password, was_done)
    return {who.who: who.mail for who in (*system.demo.sign_ins, *made)}


async def of(system: System, mail: str, audience: str = "judging") -> RestClient:
    password = system.demo.sign_ins[0].password
    return RestClient(
        system.address, await person_token(system.address, mail, password, system.demo.tenant_id, audience)
    )


async def board(system: System, mail: str | None) -> Any:
    """What somebody is shown of the round."""
    headers = {}
    if mail is not None:
        password = system.demo.sign_ins[0].password
        token = await person_token(system.address, mail, password, system.demo.tenant_id, "gateway")
        headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=system.address, headers=headers) as http:
        asked = {"query": BOARD, "variables": {"id": demo.ROUND_ID}}
        answer = await http.post("/graphql", json=asked)
        return answer.json()["data"]


async def board_where(system: System, holds: Callable[[Any], bool]) -> Any:
    found = await board(system, None)
    return found if holds(found) else None


def is_closed(data: Any) -> bool:
    return data["round"] is not None and data["round"]["status"] == "CLOSED"


async def document(client: RestClient) -> httpx.Response:
    return await client._http.get(f"/api/judging/rounds/{demo.ROUND_ID}/document")


@pytest.fixture
async def clients(system: System, judged: dict[str, str]) -> AsyncIterator[tuple[RestClient, ...]]:
    """The judge, the chair, and an entrant."""
    async with AsyncExitStack() as opened:
        asked = [await of(system, judged[who]) for who in ("judge", "chair", "founder")]
        yield tuple([await opened.enter_async_context(client) for client in asked])


async def test_nothing_of_a_result_is_seen_before_its_publication(system, judged, clients):
    judge, chair, entrant = clients
    own = judge_id(demo.AWARD_ID, demo_id("person", "judge"))
    for number, (key, *_) in enumerate(demo.ENTRIES):
        sheet = assignment_id(demo.ROUND_ID, own, demo_id("entry", key))
        at = SystemClock().now()
        keys = [c.key for c in demo._criteria()]
        given = tuple(Mark(criterion=one, mark=str(6 + number), at=at) for one in keys)
        await judge.send(judging.SaveMarks(sheet_id=sheet, device_id="device-e2e-1", marks=given), new_id())
        await judge.send(judging.SubmitScoresheet(sheet_id=sheet, finished_at=at), new_id())
    await chair.send(judging.CloseRound(round_id=demo.ROUND_ID), new_id())
    await chair.send(judging.SealResult(round_id=demo.ROUND_ID), new_id())
    closed = await eventually(lambda: board_where(system, is_closed), 30)
    nothing = {
        "round": {"status": "CLOSED", "result": None, "leaderboard": []},
        "placings": {"totalCount": 0, "edges": []},
    }
    assert closed == nothing
    for mail in (judged["judge"], judged["founder"]):
        assert await board(system, mail) == nothing
    for client in (judge, entrant):
        assert (await document(client)).status_code == 404
        with pytest.raises(Refused, match="403"):
            await client.send(judging.PublishResult(round_id=demo.ROUND_ID), new_id())
    await chair.send(judging.PublishResult(round_id=demo.ROUND_ID), new_id())
    shown = await eventually(lambda: board_where(system, lambda data: data["placings"]["totalCount"] == 3), 30)
    assert [p["place"] for p in shown["round"]["leaderboard"]] == [1, 2, 3]
    assert [p["total"] for p in shown["round"]["leaderboard"]] == ["80.00", "70.00", "60.00"]
    export = (await document(chair)).json()
    assert hash_of(export) == shown["round"]["result"]["sealedHash"]
    assert recomputed(export) == export["standings"]
