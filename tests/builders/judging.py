"""An award that is judged: its people, its rubric, its entries."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from services.judging.domain.candidate import Entry
from services.judging.domain.judge import Person
from shared.auth import Actor
from shared.contracts.judging import commands
from shared.contracts.judging.ids import assignment_id, judge_id
from shared.contracts.judging.values import Criterion, Mark, Place, RoundPolicy
from shared.contracts.values import Text
from tests.builders.accounts import TENANT, role
from tests.builders.actors import person
from tests.builders.registration import DURING, EDITION, PROGRAMME
from tests.fakes.judging import MemoryJudging

PLACE = Place(tenant_id=TENANT, edition_id=EDITION, programme_id=PROGRAMME)
AWARD, RUBRIC, ROUND = "award-y-tuong-1", "rubric-chung-1", "round-chung-ket"
AT_AWARD: dict[str, Any] = {"edition_id": EDITION, "programme_id": PROGRAMME, "award_id": AWARD}
ORGANISER = person("person-to-chuc", TENANT, role())
CHAIR = person("person-truong-ban", TENANT, role("chair", **AT_AWARD))
NOVELTY = Criterion(key="do-moi", name=Text(vi="Tính mới"), weight="60", highest="10", step="0.5")
FEASIBLE = Criterion(key="kha-thi", name=Text(vi="Khả thi"), weight="40", highest="10")
ONE = Criterion(key="chung", name=Text(vi="Điểm chung"), weight="100", highest="100", step="0.5")


def open_award(**changes: Any) -> commands.OpenAward:
    values: dict[str, Any] = {"award_id": AWARD, "programme_id": PROGRAMME, "name": Text(vi="Ý tưởng xuất sắc")}
    return commands.OpenAward(**{**values, **changes})


def save_rubric(*criteria: Criterion, **changes: Any) -> commands.SaveRubric:
    values: dict[str, Any] = {"rubric_id": RUBRIC, "award_id": AWARD, "name": Text(vi="Bộ tiêu chí chung")}
    return commands.SaveRubric(**{**values, **changes}, criteria=criteria or (NOVELTY, FEASIBLE))


def open_round(policy: RoundPolicy | None = None, **changes: Any) -> commands.OpenRound:
    values: dict[str, Any] = {"round_id": ROUND, "award_id": AWARD, "rubric_id": RUBRIC, "name": Text(vi="Chung kết")}
    return commands.OpenRound(**{**values, **changes}, policy=policy or RoundPolicy())


def save_marks(sheet_id: str, device_id: str = "device-may-1", at: Any = DURING, **marks: str | None) -> Any:
    """Marks by their criteria's keys, an underscore for each hyphen."""
    given = tuple(Mark(criterion=key.replace("_", "-"), mark=mark, at=at) for key, mark in marks.items())
    return commands.SaveMarks(sheet_id=sheet_id, device_id=device_id, marks=given)


def submit(sheet_id: str, at: Any = DURING) -> commands.SubmitScoresheet:
    return commands.SubmitScoresheet(sheet_id=sheet_id, finished_at=at)


@dataclass
class Contest:
    """An award with its round, judges and entries, over memory."""

    judging: MemoryJudging = field(default_factory=MemoryJudging)

    @classmethod
    async def opened(cls, *criteria: Criterion, policy: RoundPolicy | None = None) -> "Contest":
        contest = cls()
        contest.judging.heard.programmes[PROGRAMME] = PLACE
        for command in (open_award(), save_rubric(*criteria), open_round(policy)):
            await contest.judging.send(command, ORGANISER)
        return contest

    async def judge(self, name: str, domain_key: str | None = None) -> Actor:
        """A judge who has accepted."""
        one = person(f"person-{name}")
        self.judging.heard.known_people[one.id] = Person(one.id, TENANT, domain_key)
        await self.judging.send(commands.InviteJudge(award_id=AWARD, person_id=one.id), ORGANISER)
        await self.judging.send(commands.AcceptJudging(judge_id=judge_id(AWARD, one.id)), one)
        return one

    async def entry(self, name: str, **changes: Any) -> str:
        """An entry that is judged."""
        id_ = f"entry-no-{name}"
        by = {"organisation_id": f"organisation-{name}", "submitted_by": f"person-of-{name}"}
        self.judging.heard.known[id_] = Entry(**{"entry_id": id_, "place": PLACE, **by, "accepted": True, **changes})
        await self.judging.send(commands.AdmitEntry(award_id=AWARD, entry_id=id_), ORGANISER)
        return id_

    async def assigned(self, judge: Actor, entry_id: str) -> str:
        """The id of the sheet."""
        own = judge_id(AWARD, judge.id)
        await self.judging.send(commands.AssignJudge(round_id=ROUND, judge_id=own, entry_id=entry_id), CHAIR)
        return assignment_id(ROUND, own, entry_id)

    async def scored(self, judge: Actor, entry_id: str, **marks: str) -> str:
        """A submitted sheet."""
        sheet_id = await self.assigned(judge, entry_id)
        await self.judging.send(save_marks(sheet_id, **marks), judge)
        await self.judging.send(submit(sheet_id), judge)
        return sheet_id

    def later(self, **by: float) -> None:
        self.judging.now += timedelta(**by)
