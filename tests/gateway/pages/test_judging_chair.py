"""Leading a round, and the award in public: who sees what of a result before and after its publication."""

from typing import Any

import pytest

from shared.contracts.judging import commands
from tests.gateway import facts, judging_facts
from tests.gateway.pages import hall
from tests.gateway.pages.test_judging import AT, ENTRY, JUDGE, ROUND, SHEET, OwnSheets, sent

HASH = "ab" * 32
pytestmark = pytest.mark.real


@pytest.fixture
def app(database, services, tmp_path):
    return hall.application(database, services, hall.no_assets(tmp_path), judging=OwnSheets())


@pytest.fixture
async def round_(database):
    people: dict[str, Any] = {"judge_id": JUDGE, "person_id": "person-judge"}
    sheet: dict[str, Any] = {**AT, **people, "assignment_id": SHEET, "round_id": ROUND, "entry_id": ENTRY}
    await facts.project(
        database,
        judging_facts.fact("award_opened", **AT),
        judging_facts.fact("round_opened", **AT, round_id=ROUND),
        judging_facts.fact("judge_assigned", **sheet),
    )


async def test_who_leads_sees_how_far_the_judges_are(round_, browser):
    await browser.sign_in()
    await browser.open(f"/judging/rounds/{ROUND}/chair")
    assert "Đã nộp 0/1 phiếu" in browser.text
    await browser.open("/judging")
    assert f"/judging/rounds/{ROUND}/chair" in browser.page.text


async def test_to_anybody_else_the_chairs_page_is_not_there(round_, browser):
    await browser.make_account()
    assert (await browser.open(f"/judging/rounds/{ROUND}/chair")).status_code == 404


async def test_an_organiser_leaves_closing_to_the_chair(round_, browser):
    await browser.sign_in()
    await browser.open(f"/judging/rounds/{ROUND}/chair")
    assert ("Chủ tịch hội đồng đóng vòng" in browser.text, 'value="close"' in browser.page.text) == (True, False)


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("close", commands.CloseRound(round_id=ROUND)),
        ("seal", commands.SealResult(round_id=ROUND)),
        ("publish", commands.PublishResult(round_id=ROUND)),
    ],
)
async def test_a_step_is_sent_once_however_often_it_is_pressed(round_, browser, services, action, expected):
    await browser.sign_in()
    await browser.open(f"/judging/rounds/{ROUND}/chair")
    form = {**browser.hidden, "form_id": "form-of-chair-0001", "action": action}
    for _ in range(2):
        await browser.client.post(f"/judging/rounds/{ROUND}/chair", data=form)
    assert sent(services) == [expected]
