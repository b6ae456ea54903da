"""An organiser's pages of an award: opened with its criteria, judges invited, conflicts decided, entries given."""

from typing import Any

import pytest

from shared.contracts.accounts.commands import InvitePerson
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.judging import commands
from tests.gateway import facts, judging_facts
from tests.gateway.pages import hall

AWARD, ROUND = "award-0001", "round-0001"
AT: dict[str, Any] = {"award_id": AWARD}
JOB = "job-of-plan-0001"
TYPED: dict[str, Any] = {
    "vi": "Giải Nhất", "en": "First prize", "prize": "50 triệu đồng", "programme_id": facts.PROGRAMME,
    "criterion": ["Tính mới", "Đội ngũ", ""], "points": ["60", "40", ""], "round": "Chung kết", "judges": "2",
    "winners": "3", "until": "2026-03-30", "scores": "yes",
}  # fmt: skip


class Plans:
    """What judging has planned."""

    limit: str | None = None

    async def plan(self, _: Any, job_id: str, __: str) -> dict[str, Any]:
        pairs = [{"judge_id": "judge-0001", "entry_id": f"entry-{n}"} for n in range(3)]
        return {"pairs": [] if self.limit else pairs, "kept": 0, "limit": self.limit}


@pytest.fixture
def plans():
    return Plans()


@pytest.fixture
def app(database, services, plans, tmp_path):
    return hall.application(database, services, hall.no_assets(tmp_path), judging=plans)


@pytest.fixture
async def organiser(database, browser):
    await facts.project(
        database,
        facts.tenant(),
        facts.edition(),
        facts.programme(),
        judging_facts.fact("award_opened", **AT),
        judging_facts.fact("round_opened", **AT, round_id=ROUND),
        judging_facts.fact("judge_invited", **AT, judge_id="judge-0001", person_id="person-tuan"),
        judging_facts.fact("conflict_raised", **AT, conflict_id="conflict-0001", judge_id="judge-0001"),
        judging_facts.fact("job_changed", job_id=JOB, status="ready", requested_by="person-org"),
    )
    await browser.sign_in()
    return browser


def sent(services):
    return [command for command, _ in services.sent if not command.wire.startswith("accounts.register")]


async def posted(page, path, **values):
    await page.open(path)
    return await page.client.post(path, data={**page.hidden, **values})


async def test_an_award_is_opened_with_its_criteria_and_its_round_once_however_often_it_is_sent(organiser, services):
    await organiser.open("/organise/awards")
    form = {**organiser.hidden, **TYPED}
    answers = [await organiser.client.post("/organise/awards", data=form) for _ in range(2)]
    award, rubric, round_ = sent(services)
    assert (award.name.vi, award.prize.vi, award.programme_id) == ("Giải Nhất", "50 triệu đồng", facts.PROGRAMME)
    assert [(one.name.vi, one.weight) for one in rubric.criteria] == [("Tính mới", "60"), ("Đội ngũ", "40")]
    assert (round_.rubric_id, round_.policy.judges_per_entry) == (rubric.rubric_id, 2)
    assert (round_.policy.scores_published, round_.policy.document_public) == (True, False)
    assert round_.scores_until.isoformat() == "2026-03-30T23:59:00+07:00"
    assert {answer.headers["location"] for answer in answers} == {f"/organise/awards/{award.award_id}"}


async def test_points_that_are_not_a_hundred_open_nothing_and_lose_nothing(organiser, services):
    answer = await posted(organiser, "/organise/awards", **{**TYPED, "points": ["60", "30", ""]})
    assert (answer.status_code, sent(services)) == (422, [])
    assert "hiện là 90" in answer.text
    assert 'value="Giải Nhất"' in answer.text
    assert 'value="30"' in answer.text


@pytest.mark.parametrize("name", ["judges", "vi", "until"])
async def test_what_is_missing_or_odd_opens_nothing(organiser, services, name):
    answer = await posted(organiser, "/organise/awards", **{**TYPED, name: "x" if name != "vi" else ""})
    assert (answer.status_code, sent(services)) == (422, [])


async def test_a_judge_is_invited_by_mail_to_this_award_alone(organiser, services):
    path = f"/organise/awards/{AWARD}"
    await posted(organiser, path, action="invite", mail="tuan@bac-ninh.example", role="judge")
    (invited,) = sent(services)
    assert isinstance(invited, InvitePerson)
    assert invited.role == Role(name=RoleName.JUDGE, **judging_facts.PLACE, award_id=AWARD)


async def test_nobody_is_invited_to_organise_here(organiser, services):
    answer = await posted(organiser, f"/organise/awards/{AWARD}", action="invite", mail="a@b.example", role="organiser")
    assert (answer.status_code, sent(services)) == (404, [])


@pytest.mark.parametrize("dismissed", ["yes", "no"])
async def test_a_conflict_is_decided_with_a_reason(organiser, services, dismissed):
    path = f"/organise/awards/{AWARD}"
    asked = {"action": "settle", "conflict_id": "conflict-0001", "dismissed": dismissed}
    assert (await posted(organiser, path, **asked, text="")).status_code == 422
    await posted(organiser, path, **asked, text="Đã nghỉ việc ba năm")
    (settled,) = sent(services)
    assert (settled.dismissed, settled.text) == (dismissed == "yes", "Đã nghỉ việc ba năm")


async def test_a_plan_is_asked_for_read_and_adopted(organiser, services):
    path = f"/organise/awards/{AWARD}"
    asked = await posted(organiser, path, action="plan", round_id=ROUND)
    (request,) = sent(services)
    assert (request.round_id, asked.headers["location"]) == (ROUND, f"{path}?job={request.job_id}")
    await organiser.open(f"{path}?job={JOB}")
    assert "3 hồ sơ" in organiser.text
    await organiser.client.post(path, data={**organiser.hidden, "action": "adopt", "job_id": JOB})
    assert sent(services)[1:] == [commands.AdoptAssignment(job_id=JOB)]


async def test_where_no_plan_can_be_made_the_limit_is_named(organiser, plans):
    plans.limit = "capacity"
    await organiser.open(f"/organise/awards/{AWARD}?job={JOB}")
    assert ("không đủ cho số phiếu" in organiser.text, "Giao hồ sơ" in organiser.text) == (True, False)


async def test_who_organises_nothing_gets_no_page(database, browser, organiser):
    await browser.open("/sign-out")
    await browser.client.post("/sign-out", data=browser.hidden)
    await browser.make_account()
    for path in ("/organise/awards", f"/organise/awards/{AWARD}"):
        assert (await browser.open(path)).status_code == 403
