"""J3 in a browser: a judge on a phone scores on with the network gone; nothing is lost, and nothing comes twice."""

import asyncio
from collections.abc import Iterator
from contextlib import closing

import pytest

from deploy.cli import demo_judging as demo
from deploy.cli.client import Client
from deploy.cli.demo import demo_id, was_done
from shared.contracts.judging.ids import assignment_id, judge_id
from tests.e2e.test_judging import SCOPES, of
from tests.e2e.test_pages import Visitor, chromium, visitor
from tests.harness.rest import operator_token
from tests.harness.system import System, started_system

__all__ = ["chromium", "visitor"]
pytestmark = [pytest.mark.e2e, pytest.mark.slow]
JUDGE = judge_id(demo.AWARD_ID, demo_id("person", "judge"))
SHEETS = sorted(assignment_id(demo.ROUND_ID, JUDGE, demo_id("entry", key)) for key, *_ in demo.ENTRIES)
MAIL = next(mail for who, _, mail in demo.PEOPLE if who == "judge")
CHAIR = next(mail for who, _, mail in demo.PEOPLE if who == "chair")
LED = f"/judging/rounds/{demo.ROUND_ID}/chair"
KEYS = [one.key for one in demo._criteria()]


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    """A system of its own: in the others' the demo's round is closed."""
    with started_system() as running:
        yield running


@pytest.fixture
async def judge(system, visitor) -> Visitor:
    token = await operator_token(system.address, system.operator_secret, *SCOPES)
    password = system.demo.sign_ins[0].password
    with closing(Client(system.address, token)) as operator:
        await asyncio.to_thread(demo.make, system.address, operator, password, was_done)
    one: Visitor = await visitor("vi")
    await one.sign_in(MAIL, password)
    return one


async def score(judge: Visitor, mark: str) -> None:
    """Every criterion of the sheet that is open."""
    for key in KEYS:
        await judge.page.locator(f'input[name="mark-{key}"][value="{mark}"]').check(force=True)


async def test_a_judge_scores_on_without_a_network_and_each_change_arrives_once(system, judge):
    page = judge.page
    await judge.find(f"/judging/rounds/{demo.ROUND_ID}", f'a[href="/judging/sheets/{SHEETS[2]}"]')
    await judge.checked()
    await judge.open(f"/judging/sheets/{SHEETS[0]}")
    await judge.checked()
    await page.wait_for_load_state("networkidle")
    await score(judge, "7.5")
    await page.wait_for_selector('[data-tell="score-saved"]:visible')
    await page.context.set_offline(True)
    await score(judge, "8")
    await page.wait_for_selector('[data-tell="score-offline"]:visible')
    assert await page.inner_text("[data-waiting]") == str(len(KEYS))
    await page.click("aside a[data-sheet] >> nth=0")
    await page.wait_for_url(f"**/judging/sheets/{SHEETS[1]}")
    await score(judge, "6")
    await page.context.set_offline(False)
    await page.wait_for_selector('[data-tell="score-saved"]:visible')
    async with await of(system, MAIL) as client:
        answer = await client._http.get(f"/api/judging/rounds/{demo.ROUND_ID}/sheets")
    kept = {one["sheet_id"]: one for one in answer.json()}
    assert [[mark["mark"] for mark in kept[sheet]["marks"]] for sheet in SHEETS] == [["8"] * 4, ["6"] * 4, []]
    await judge.open(f"/judging/sheets/{SHEETS[0]}")
    assert await page.locator('input[type=radio][value="8"]:checked').count() == len(KEYS)
    await page.click('.footbar button[value="submit"]')
    await page.wait_for_url(f"**/judging/sheets/{SHEETS[1]}")
    await judge.find(f"/judging/rounds/{demo.ROUND_ID}", "text=Đã nộp 1/3 phiếu")
    await judge.checked()
    assert judge.errors == []


async def test_nothing_of_a_result_is_on_a_page_before_the_chair_publishes_it(system, judge, visitor):
    for sheet in SHEETS:
        await judge.open(f"/judging/sheets/{sheet}")
        if await judge.page.locator('.footbar button[value="submit"]').count():
            await score(judge, "9")
            await judge.page.click('.footbar button[value="submit"]')
            await judge.page.wait_for_url(lambda url, own=sheet: not url.endswith(own))
    chair: Visitor = await visitor("vi", 1280)
    await chair.sign_in(CHAIR, system.demo.sign_ins[0].password)
    await chair.find(LED, "text=Đã nộp 3/3 phiếu")
    await chair.checked()
    stranger: Visitor = await visitor("vi")
    for action, following in (("close", "seal"), ("seal", "publish")):
        await act(chair, action)
        await chair.find(LED, f'main button[value="{following}"]')
        await chair.checked()
        for one in (judge, stranger):
            await one.open(f"/awards/{demo.AWARD_ID}")
            await one.checked()
            assert "Chưa công bố" in await one.page.inner_text("main")
            assert await one.page.locator("main tbody tr, main code").count() == 0
    await act(chair, "publish")
    await stranger.find(f"/awards/{demo.AWARD_ID}", "main tbody tr")
    await stranger.checked()
    assert await stranger.page.locator("main tbody tr").count() == len(demo.ENTRIES)
    assert judge.errors + chair.errors + stranger.errors == []


async def act(chair: Visitor, action: str) -> None:
    """Asked back, and answered."""
    await chair.page.click(f'a[data-ask="ask-{action}"]')
    async with chair.page.expect_navigation():
        await chair.page.click(f'dialog button[value="{action}"]')
