"""A judge's pages: the invitation, the own sheets, and a sheet that loses nothing, with script and without."""

import json
import re
from typing import Any

import pytest

from shared.contracts.judging import commands
from shared.contracts.judging.values import NoteKind, RecusalReason
from tests.gateway import facts, judging_facts
from tests.gateway.pages import hall

ME = "person-org"
AWARD, ROUND, JUDGE, ENTRY, SHEET = "award-0001", "round-0001", "judge-0001", "entry-0001", "sheet-0001"
AT: dict[str, Any] = {"award_id": AWARD}
CRITERION: dict[str, Any] = {
    "key": "tinh-moi", "name": {"vi": "Tính mới"}, "weight": "60", "step": "0.5", "required": True,
    "anchors": [{"at": "0", "text": {"vi": "Đã có trên thị trường"}}, {"at": "7", "text": {"vi": "Chưa ai làm"}}],
}  # fmt: skip
OTHER: dict[str, Any] = {"key": "doi-ngu", "name": {"vi": "Đội ngũ"}, "weight": "40", "required": True}
pytestmark = pytest.mark.real


class OwnSheets:
    """What judging gives back of a judge's own sheet."""

    def __init__(self) -> None:
        self.marks: list[dict[str, Any]] = []
        self.notes: list[dict[str, Any]] = []
        self.status: str | None = None
        self.assigned = True

    async def sheet(self, viewer: Any, sheet_id: str, language: str) -> dict[str, Any]:
        return {"status": self.status, "marks": self.marks, "notes": self.notes, "assigned": self.assigned}

    async def preview(self, viewer: Any, round_id: str, language: str) -> dict[str, Any]:
        raise NotImplementedError


@pytest.fixture
def sheets():
    return OwnSheets()


@pytest.fixture
def app(database, services, sheets, tmp_path):
    return hall.application(database, services, hall.no_assets(tmp_path), judging=sheets)


@pytest.fixture
async def judge(database, browser):
    people: dict[str, Any] = {"judge_id": JUDGE, "person_id": ME}
    sheet: dict[str, Any] = {**AT, **people, "assignment_id": SHEET, "round_id": ROUND, "entry_id": ENTRY}
    others = {"judge_id": "judge-0002", "person_id": "person-other"}
    other: dict[str, Any] = {**sheet, **others, "assignment_id": "sheet-other"}
    criteria = [CRITERION, OTHER]
    await facts.project(
        database,
        judging_facts.fact("award_opened", **AT),
        judging_facts.fact("round_opened", **AT, round_id=ROUND, criteria=criteria),
        judging_facts.fact("judge_invited", **AT, **people),
        judging_facts.fact("judge_assigned", **sheet),
        judging_facts.fact("judge_assigned", **other),
    )
    await browser.sign_in()
    return browser


def sent(services):
    return [command for command, _ in services.sent if command.wire.startswith("judging.")]


@pytest.mark.parametrize(
    ("pressed", "expected"),
    [
        ({"action": "accept"}, commands.AcceptJudging(judge_id=JUDGE)),
        (
            {"action": "decline", "reason": "not_my_field"},
            commands.DeclineJudging(judge_id=JUDGE, reason=RecusalReason.NOT_MY_FIELD),
        ),
    ],
    ids=["accepts", "declines"],
)
async def test_who_is_asked_answers_once_however_often_it_is_sent(judge, services, pressed, expected):
    await judge.open(f"/judging/invitation/{JUDGE}")
    assert "Mời bạn làm giám khảo" in judge.text
    form = {**judge.hidden, **pressed}
    for _ in range(2):
        assert (await judge.client.post(f"/judging/invitation/{JUDGE}", data=form)).status_code == 303
    assert sent(services) == [expected]


async def test_an_invitation_of_somebody_else_is_not_there(judge, database):
    await facts.project(
        database, judging_facts.fact("judge_invited", **AT, judge_id="judge-0002", person_id="person-other")
    )
    assert (await judge.open("/judging/invitation/judge-0002")).status_code == 404
    assert (await judge.open("/judging/sheets/sheet-other")).status_code == 404


async def test_ones_own_sheets_alone_are_listed_with_how_far_one_is(judge):
    await judge.open(f"/judging/rounds/{ROUND}")
    assert "Đã nộp 0/1 phiếu" in judge.text
    assert ("sheet-0001" in judge.page.text, "sheet-other" in judge.page.text) == (True, False)


async def test_a_sheet_shows_every_mark_and_what_it_means_and_none_is_not_zero(judge, sheets):
    sheets.marks = [{"criterion": "tinh-moi", "mark": "7.5"}]
    await judge.open(f"/judging/sheets/{SHEET}")
    checked = re.findall(r'name="mark-([\w-]+)" value="([^"]*)" checked', judge.page.text)
    assert checked == [("tinh-moi", "7.5"), ("doi-ngu", "")]
    assert ("Chưa ai làm" in judge.text, "45,0 /100" in judge.text) == (True, True)
    assert ("Đội thi đọc được" in judge.text, "Chỉ mình bạn thấy" in judge.text) == (True, True)


async def test_without_script_the_form_saves_what_changed_alone_and_hands_in(judge, services, sheets):
    sheets.marks = [{"criterion": "tinh-moi", "mark": "7.5"}]
    await judge.open(f"/judging/sheets/{SHEET}")
    form = {"mark-tinh-moi": "7.5", "mark-doi-ngu": "8", "note-private": "Hỏi lại", "note-for_entrant": ""}
    await judge.client.post(f"/judging/sheets/{SHEET}", data={**judge.hidden, **form, "action": "submit"})
    saved, noted, handed_in = sent(services)
    assert [(one.criterion, one.mark) for one in saved.marks] == [("doi-ngu", "8")]
    assert (noted.kind, noted.text) == (NoteKind.PRIVATE, "Hỏi lại")
    assert handed_in.sheet_id == SHEET


@pytest.mark.parametrize("mark", ["many", "1e9", "--1"])
async def test_a_mark_that_is_no_number_is_refused_and_nothing_is_saved(judge, services, mark):
    await judge.open(f"/judging/sheets/{SHEET}")
    form = {**judge.hidden, "mark-tinh-moi": mark, "action": "save"}
    answer = await judge.client.post(f"/judging/sheets/{SHEET}", data=form)
    assert (answer.status_code, sent(services)) == (422, [])


BATCH = {
    "device_id": "device-0001",
    "offset_ms": 1200,
    "marks": [{"criterion": "tinh-moi", "mark": "7.5", "at": "2026-03-20T09:40:00Z"}],
    "notes": [{"kind": "private", "text": "Hỏi lại", "at": "2026-03-20T09:41:00Z"}],
    "finished_at": "2026-03-20T09:42:00Z",
}


async def test_what_a_device_kept_is_done_once_however_often_it_comes(judge, services):
    await judge.open(f"/judging/sheets/{SHEET}")
    body = {**judge.hidden, "batch": json.dumps(BATCH)}
    answers = [await judge.client.post(f"/judging/sheets/{SHEET}/changes", data=body) for _ in range(3)]
    assert [(one.status_code, set(one.json())) for one in answers] == [(200, {"now"})] * 3
    assert [type(one) for one in sent(services)] == [
        commands.SaveMarks,
        commands.SaveNote,
        commands.SubmitScoresheet,
    ]


@pytest.mark.parametrize("batch", ["", "null", "[]", "{", '{"device_id": "device-0001", "more": 1}'])
async def test_a_batch_that_no_page_of_ours_makes_does_nothing(judge, services, batch):
    await judge.open(f"/judging/sheets/{SHEET}")
    answer = await judge.client.post(f"/judging/sheets/{SHEET}/changes", data={**judge.hidden, "batch": batch})
    assert (answer.status_code, answer.json()["code"], sent(services)) == (422, "invalid_input", [])


async def test_while_the_service_is_away_a_device_is_told_to_keep_it(judge, services):
    await judge.open(f"/judging/sheets/{SHEET}")
    services.busy = True
    body = {**judge.hidden, "batch": json.dumps(BATCH)}
    assert (await judge.client.post(f"/judging/sheets/{SHEET}/changes", data=body)).status_code == 503


@pytest.mark.parametrize(
    ("status", "said"),
    [("submitted", "Bạn đã nộp phiếu này"), ("late", "Phiếu này đến sau"), ("reopened", "đã mở lại phiếu này")],
)
async def test_where_a_sheet_stands_is_said_in_words(judge, sheets, status, said):
    sheets.status = status
    await judge.open(f"/judging/sheets/{SHEET}")
    assert said in judge.text
    assert ('value="submit"' in judge.page.text) == (status == "reopened")


async def test_what_one_judges_stands_together(judge):
    await judge.open("/judging")
    assert f"/judging/invitation/{JUDGE}" in judge.page.text
