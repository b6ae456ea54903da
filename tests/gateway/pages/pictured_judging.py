"""In the province of the pictures: a final that is being judged, an award whose places are out. All is made up."""

from collections.abc import Iterator
from typing import Any

from gateway.viewer import Viewer
from shared.bus.messages import Incoming
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.judging.ids import result_id
from tests.gateway import facts, judging_facts

JUDGE_MAIL, CHAIR_MAIL = "tuan@bac-ninh.example", "trang@bac-ninh.example"
AWARD, ROUND = "award-0001", "round-0001"
FINAL, FINAL_ROUND = "award-0002", "round-0002"
AT: dict[str, Any] = {"award_id": FINAL, "place": judging_facts.PLACE}
JUDGES = {"judge-0001": "person-tuan", "judge-0002": "person-can"}
SHEET = "sheet-judge-0001-0"
ENTRIES = ("entry-own-0001", "entry-0000", "entry-0001", "entry-0002")
LEVELS = (("3", "Đã có người làm"), ("6", "Cải tiến rõ"), ("8", "Mới ở Việt Nam"), ("10", "Chưa ai làm"))
CRITERIA = [
    {
        "key": key,
        "name": {"vi": name},
        "weight": weight,
        "highest": "10",
        "step": "1",
        "required": True,
        "anchors": [{"at": at, "text": {"vi": text}} for at, text in LEVELS] if key == "tinh-moi" else [],
    }
    for key, name, weight in (
        ("tinh-moi", "Tính mới", "30"),
        ("thi-truong", "Thị trường và mô hình kinh doanh", "30"),
        ("doi-ngu", "Đội ngũ", "20"),
        ("tac-dong", "Tác động tới địa phương", "20"),
    )
]
PEOPLE = {
    JUDGE_MAIL: ("person-tuan", "Lê Minh Tuấn", RoleName.JUDGE),
    CHAIR_MAIL: ("person-trang", "Phạm Thu Trang", RoleName.CHAIR),
}


class PicturedJudging:
    """What judging shows of the sheet that is being scored."""

    async def sheet(self, _: Viewer, sheet_id: str, __: str) -> dict[str, Any]:
        given = (("tinh-moi", "8"), ("thi-truong", "7")) if sheet_id == SHEET else ()
        marks = [{"criterion": key, "mark": mark} for key, mark in given]
        return {"status": "in_progress" if marks else None, "marks": marks, "notes": [], "assigned": True}


def viewers() -> dict[str, Viewer]:
    """By mail address."""
    return {
        mail: Viewer(person_id, "person", facts.TENANT, roles=(Role(name=role, tenant_id=facts.TENANT),))
        for mail, (person_id, _, role) in PEOPLE.items()
    }


def judging() -> Iterator[Incoming]:
    """Two judges, four entries each, some of them handed in; and an award whose places are published."""
    yield judging_facts.fact("award_opened", **AT)
    yield judging_facts.fact("round_opened", **AT, round_id=FINAL_ROUND, criteria=CRITERIA)
    for judge_id, person_id in JUDGES.items():
        yield judging_facts.fact("judge_invited", **AT, judge_id=judge_id, person_id=person_id)
        for n, entry_id in enumerate(ENTRIES):
            yield judging_facts.fact(
                "judge_assigned",
                **AT,
                assignment_id=f"sheet-{judge_id}-{n}",
                round_id=FINAL_ROUND,
                judge_id=judge_id,
                person_id=person_id,
                entry_id=entry_id,
            )
    yield from _published()


def _published() -> Iterator[Incoming]:
    places = [
        {"place": n, "entry_id": f"entry-{n:04}", "organisation_id": f"organisation-{n:04}", "total": total}
        for n, total in enumerate(("84.25", "79.50", "71.00"), 1)
    ]
    yield judging_facts.fact("award_opened", award_id=AWARD)
    yield judging_facts.fact("round_opened", award_id=AWARD, round_id=ROUND)
    yield judging_facts.fact("round_closed", seq=2, round_id=ROUND)
    about: dict[str, Any] = {"award_id": AWARD, "round_id": ROUND, "result_id": result_id(ROUND)}
    yield judging_facts.fact("result_sealed", **about)
    yield judging_facts.fact("result_published", seq=2, **about, places=places)
