"""A person's export: all that judging holds of who asks. What others gave the person's entries isn't in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.judging.domain.assignment import Assignment
from services.judging.domain.conflict import NOTE as CONFLICT_NOTE
from services.judging.domain.conflict import REASON as CONFLICT_REASON
from services.judging.domain.conflict import Conflict
from services.judging.domain.judge import Judge
from services.judging.domain.result import Result
from services.judging.domain.round import Round
from services.judging.domain.scoresheet import NOTE, REASON, Scoresheet
from services.judging.ports import Texts
from shared.auth import Actor
from shared.bus.jobs import Job
from shared.bus.own_data import Beside, Closed, Ids, OwnStates, Part, allow, picked, said
from shared.contracts.personal import PersonText


def _judge(judge: Judge, ids: Ids) -> Mapping[str, Any]:
    """As a judge whole; whom one has invited, without what that person knows."""
    if judge.person_id in ids:
        return picked(judge, "judge_id", "place", "award_id", "status", "changed_at", "expertise")
    return {**picked(judge, "judge_id", "place", "award_id"), "invited": True}


def _own(text: PersonText | None, purpose: str, ids: Ids) -> Closed | None:
    return Closed(text, purpose) if text is not None and text.subject in ids else None


def _conflict(conflict: Conflict, ids: Ids) -> Mapping[str, Any]:
    names = ("conflict_id", "place", "award_id", "entry_id", "kind", "raised_at", "status", "settled_at")
    words = {"note": _own(conflict.note, CONFLICT_NOTE, ids), "reason": _own(conflict.reason, CONFLICT_REASON, ids)}
    return {**picked(conflict, *names), **words}


def _assignment(assignment: Assignment, _: Ids) -> Mapping[str, Any]:
    names = ("assignment_id", "place", "award_id", "round_id", "entry_id", "assigned_at", "status", "reason")
    return picked(assignment, *names, "abstained", "recused_at")


def _scoresheet(sheet: Scoresheet, ids: Ids) -> Mapping[str, Any]:
    """The person's own marks and notes; of another's sheet that the person has opened again, that alone."""
    names = ("sheet_id", "place", "award_id", "round_id", "entry_id")
    reopened = {**picked(sheet, "reopened_at"), "reason": _own(sheet.reason, REASON, ids)}
    if sheet.person_id not in ids:
        return {**picked(sheet, *names), **reopened}
    notes = [{"kind": n.kind, "at": n.at, "text": _own(n.text, NOTE, ids)} for n in sheet.notes]
    whole = picked(sheet, *names, "begun_at", "status", "history", "marks", "total", "finished_at", "submitted_at")
    return {**whole, **reopened, "notes": notes}


def _round(round_: Round, _: Ids) -> Mapping[str, Any]:
    return picked(round_, "round_id", "place", "award_id", "closed_at")


def _result(result: Result, _: Ids) -> Mapping[str, Any]:
    return picked(result, "result_id", "place", "round_id", "sealed_at", "published_at")


def _job(job: Job, _: Ids) -> Mapping[str, Any]:
    return picked(job, "job_id", "tenant_id", "kind", "status", "asked_at", "changed_at", "outcome")


PARTS: tuple[Part[Any], ...] = (
    Part("judging", "judge", _judge, ("person_id", "invited_by")),
    Part("conflicts", "conflict", _conflict, ("person_id", "raised_by", "settled_by")),
    Part("assignments", "assignment", _assignment, ("person_id", "recused_by")),
    Part("scoresheets", "scoresheet", _scoresheet, ("person_id", "reopened_by")),
    Part("rounds", "round", _round, ("closed_by",)),
    Part("results", "result", _result, ("sealed_by", "published_by")),
    Part("jobs", "job", _job, ("requested_by",)),
)
"""A noun that may hold a person's id has a row here."""

BESIDE: tuple[Beside, ...] = ()

ELSEWHERE: Mapping[str, str] = {
    "awards": "nobody is named in them",
    "rubrics": "nobody is named in them",
    "candidates": "nobody is named in them",
    "roles": "a copy of what accounts says",
    "heard_people": "a copy of what accounts says",
    "heard_organisations": "a copy of what accounts says",
    "heard_programmes": "nobody is named in them",
    "heard_entries": "a copy of what registration says",
    "documents": "results and lists of sheets; judges stand in them by random numbers",
    "job_results": "plans of who scores what; the assignments are said",
}
"""Collections that may hold a person's id, of which nothing is said, and why."""


async def own_data(person_id: str, actor: Actor, states: OwnStates, texts: Texts, viewer_token: str) -> dict[str, Any]:
    """All that judging holds of the person.

    Raises `Unauthenticated`, `NotFound`, `Forbidden` for a program, `Unavailable` while no key can be had.
    """
    allow(actor, person_id)

    async def opened(closed: Sequence[Closed]) -> Sequence[str | None]:
        found: dict[Closed, str | None] = {}
        for purpose in {one.purpose for one in closed}:
            some = [one for one in closed if one.purpose == purpose]
            texts_of_some = await texts.open([one.text for one in some], purpose, viewer_token)
            found |= dict(zip(some, texts_of_some, strict=True))
        return [found[one] for one in closed]

    return await said(PARTS, BESIDE, states, frozenset((person_id,)), opened)
