"""What is judged in each area: an open round, one that is sealed, and one whose result is out."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from services.judging.domain.candidate import Entry
from services.judging.domain.judge import Person
from services.judging.ports import Organisation
from shared.auth import Actor
from shared.contracts.accounts.values import Sector
from shared.contracts.commands import Command
from shared.contracts.judging import commands
from shared.contracts.judging.ids import assignment_id, candidate_id, conflict_id, judge_id, result_id
from shared.contracts.judging.values import (
    ConflictKind,
    Criterion,
    Expertise,
    Mark,
    NoteKind,
    Place,
    RecusalReason,
    RoundPolicy,
)
from shared.contracts.values import Text
from shared.ids import derived_id
from tests.builders.registration import DURING
from tests.fakes.judging import MemoryJudging
from tests.visibility.areas import ELSEWHERE, HERE, THERE, Area

OPEN, SEALED, OUT = "round", "sealed-round", "out-round"
POLICY = RoundPolicy(scores_published=True)
CRITERION = Criterion(key="chung", name=Text(vi="Điểm chung"), weight="100", highest="100")
CHAIRS: Mapping[str, str] = {"here": "chair here", "next": "chair next/edition", "elsewhere": "chair elsewhere"}


def judge_at(area: Area) -> str:
    """Who judges in the area."""
    return f"person-judge-{area.name}-edition"


def judge(area: Area) -> str:
    return judge_id(area.id("award"), judge_at(area))


def sheet(area: Area, round_: str = OPEN) -> str:
    return assignment_id(area.id(round_), judge(area), area.id("entry"))


def conflict(area: Area) -> str:
    return conflict_id(judge(area), area.id("entry"), ConflictKind.ADVISER.value)


def placing(area: Area) -> str:
    return derived_id("placing", result_id(area.id(OUT)), area.id("entry"))


def _award(area: Area, noun: str = "award") -> commands.OpenAward:
    named: dict[str, Any] = {"name": Text(vi=f"Giải {area.name}"), "prize": Text(vi="Cúp")}
    return commands.OpenAward(award_id=area.id(noun), programme_id=area.id("programme"), **named)


def _rubric(area: Area, noun: str = "rubric") -> commands.SaveRubric:
    named: dict[str, Any] = {"name": Text(vi="Bộ tiêu chí"), "criteria": (CRITERION,)}
    return commands.SaveRubric(rubric_id=area.id(noun), award_id=area.id("award"), **named)


def _round(area: Area, noun: str = OPEN) -> commands.OpenRound:
    ids: dict[str, Any] = {"round_id": area.id(noun), "award_id": area.id("award"), "rubric_id": area.id("rubric")}
    return commands.OpenRound(**ids, name=Text(vi="Vòng"), policy=POLICY, scores_until=DURING)


def _marks(area: Area, round_: str = OPEN) -> commands.SaveMarks:
    given = (Mark(criterion="chung", mark="80", at=DURING),)
    return commands.SaveMarks(sheet_id=sheet(area, round_), device_id="device-0001", marks=given)


def _assign(area: Area, round_: str = OPEN) -> commands.AssignJudge:
    return commands.AssignJudge(round_id=area.id(round_), judge_id=judge(area), entry_id=area.id("entry"))


def _submit(area: Area, round_: str = OPEN) -> commands.SubmitScoresheet:
    return commands.SubmitScoresheet(sheet_id=sheet(area, round_), finished_at=DURING)


def _expertise(area: Area) -> Expertise:
    return Expertise(sectors=(Sector.FOOD,), keywords=(f"nấm {area.name}",), load_max=9)


def _declared(area: Area) -> commands.DeclareConflict:
    ids = {"judge_id": judge(area), "entry_id": area.id("entry")}
    return commands.DeclareConflict(**ids, kind=ConflictKind.ADVISER, text=f"Từng cố vấn {area.name}")


def _settled(area: Area) -> commands.SettleConflict:
    return commands.SettleConflict(conflict_id=conflict(area), dismissed=True, text="Đã lâu")


RECIPES: Mapping[str, Callable[[Area], Command]] = {
    "judging.open_award": _award,
    "judging.open_award (a new one)": lambda a: _award(a, "new-award"),
    "judging.save_rubric": _rubric,
    "judging.save_rubric (a new one)": lambda a: _rubric(a, "new-rubric"),
    "judging.admit_entry": lambda a: commands.AdmitEntry(award_id=a.id("award"), entry_id=a.id("entry")),
    "judging.remove_candidate": lambda a: commands.RemoveCandidate(
        candidate_id=candidate_id(a.id("award"), a.id("entry"))
    ),
    "judging.open_round": _round,
    "judging.open_round (a new one)": lambda a: _round(a, "new-round"),
    "judging.revise_round": lambda a: commands.ReviseRound(
        round_id=a.id(OPEN), rubric_id=a.id("rubric"), name=Text(vi="Vòng khác"), policy=POLICY
    ),
    "judging.close_round": lambda a: commands.CloseRound(round_id=a.id(OPEN)),
    "judging.seal_result": lambda a: commands.SealResult(round_id=a.id(SEALED)),
    "judging.publish_result": lambda a: commands.PublishResult(round_id=a.id(SEALED)),
    "judging.invite_judge": lambda a: commands.InviteJudge(award_id=a.id("award"), person_id=a.owner),
    "judging.accept_judging": lambda a: commands.AcceptJudging(judge_id=judge(a)),
    "judging.decline_judging": lambda a: commands.DeclineJudging(judge_id=judge(a)),
    "judging.revise_expertise": lambda a: commands.ReviseExpertise(judge_id=judge(a), expertise=Expertise()),
    "judging.declare_conflict": lambda a: commands.DeclareConflict(
        judge_id=judge(a), entry_id=a.id("entry"), kind=ConflictKind.FAMILY
    ),
    "judging.settle_conflict": lambda a: commands.SettleConflict(
        conflict_id=conflict(a), dismissed=False, text="Vẫn còn"
    ),
    "judging.request_assignment": lambda a: commands.RequestAssignment(job_id=a.id("new-plan"), round_id=a.id(OPEN)),
    "judging.adopt_assignment": lambda a: commands.AdoptAssignment(job_id=a.id("plan")),
    "judging.cancel_assignment": lambda a: commands.CancelAssignment(job_id=a.id("plan")),
    "judging.assign_judge": _assign,
    "judging.unassign_judge": lambda a: commands.UnassignJudge(assignment_id=sheet(a)),
    "judging.recuse_judge": lambda a: commands.RecuseJudge(assignment_id=sheet(a), reason=RecusalReason.NO_TIME),
    "judging.abstain_from_entry": lambda a: commands.AbstainFromEntry(
        assignment_id=sheet(a), reason=RecusalReason.NO_TIME
    ),
    "judging.save_marks": _marks,
    "judging.save_note": lambda a: commands.SaveNote(sheet_id=sheet(a), kind=NoteKind.PRIVATE, text="Hay", at=DURING),
    "judging.submit_scoresheet": _submit,
    "judging.reopen_scoresheet": lambda a: commands.ReopenScoresheet(sheet_id=sheet(a, OUT), text="Nhầm"),
}


def told_of(judging: MemoryJudging) -> None:
    """What judging has heard before anything is judged."""
    for area in THERE:
        place = Place(tenant_id=area.tenant, edition_id=area.id("edition"), programme_id=area.id("programme"))
        whose = area.id("organisation"), area.owner
        judging.heard.programmes[area.id("programme")] = place
        judging.heard.known[area.id("entry")] = Entry(area.id("entry"), place, *whose)
        judging.heard.known_organisations[area.id("organisation")] = Organisation((area.owner,), Sector.FOOD.value)
        for person_id in (area.owner, judge_at(area)):
            judging.heard.known_people[person_id] = Person(person_id, area.tenant)


def steps(area: Area, actors: Mapping[str, Actor]) -> Iterator[tuple[Command, Actor]]:
    """How it comes to be."""
    organiser = actors["organiser elsewhere" if area is ELSEWHERE else f"organiser {HERE.name}"]
    chair = actors[CHAIRS[area.name]]
    scores = next(actor for actor in actors.values() if actor.id == judge_at(area) and actor.in_person)
    award, entry_id = area.id("award"), area.id("entry")
    yield _award(area), organiser
    yield _rubric(area), organiser
    yield commands.AdmitEntry(award_id=award, entry_id=entry_id), organiser
    yield commands.InviteJudge(award_id=award, person_id=judge_at(area), expertise=_expertise(area)), organiser
    yield commands.AcceptJudging(judge_id=judge(area)), scores
    for round_ in (OPEN, SEALED, OUT):
        yield _round(area, round_), organiser
        yield _assign(area, round_), chair
        yield _marks(area, round_), scores
    for round_ in (SEALED, OUT):
        yield _submit(area, round_), scores
        yield commands.CloseRound(round_id=area.id(round_)), chair
        yield commands.SealResult(round_id=area.id(round_)), chair
    yield commands.PublishResult(round_id=area.id(OUT)), chair
    yield _declared(area), scores
    yield _settled(area), organiser
    yield commands.RequestAssignment(job_id=area.id("plan"), round_id=area.id(OPEN)), organiser
