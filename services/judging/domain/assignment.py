"""An assignment: an entry that a judge is to score in a round."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from services.judging.domain.award import within
from services.judging.domain.candidate import Candidate
from services.judging.domain.judge import Judge
from services.judging.domain.round import Round
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.judging import refusals as no
from shared.contracts.judging.commands import AbstainFromEntry, AssignJudge, RecuseJudge, UnassignJudge
from shared.contracts.judging.events import AssignmentSnapshot, JudgeAssigned, JudgeRecused, JudgeUnassigned
from shared.contracts.judging.ids import assignment_id
from shared.contracts.judging.values import AssignmentOrigin, AssignmentStatus, Number, Place, RecusalReason
from shared.contracts.places import Places
from shared.contracts.values import Id
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class Assignment:
    """An assignment as it stands. `by_hand`: its last change was somebody's, which a plan keeps."""

    assignment_id: str
    place: Place
    award_id: str
    round_id: str
    judge_id: str
    person_id: str
    entry_id: str
    origin: AssignmentOrigin
    assigned_at: datetime
    fit: Number | None = None
    status: AssignmentStatus = AssignmentStatus.ASSIGNED
    by_hand: bool = False
    reason: RecusalReason | None = None
    abstained: bool = False
    recused_by: str | None = None
    recused_at: datetime | None = None

    @property
    def holds(self) -> bool:
        """Whether the judge is to score the entry."""
        return self.status is AssignmentStatus.ASSIGNED


@dataclass(frozen=True, slots=True)
class Assigning:
    """What assigning needs beside the command."""

    round: Round | None
    judge: Judge | None
    candidate: Candidate | None
    conflicted: bool


class AssignPlanned(
    Command,
    wire="judging.assign_planned",
    about="round_id",
    internal=True,
    refuses=(no.UnknownRound, no.RoundClosedAlready, no.NotACandidate, no.JudgeNotAccepted, no.JudgeConflicted),
):
    """Gives an entry to a judge as a plan says, or as the alternate of one who was recused."""

    round_id: Id
    """In which round."""
    judge_id: Id
    """Who."""
    entry_id: Id
    """Which entry."""
    origin: AssignmentOrigin
    """How the judge came to it."""
    fit: Number
    """How well they fit."""


class TakeBack(Command, wire="judging.take_back", about="assignment_id", internal=True):
    """A later plan gives the entry to another; one that is being scored stays."""

    assignment_id: Id
    """Which."""


class EndAssignment(Command, wire="judging.end_assignment", about="assignment_id", internal=True):
    """The judge judges no longer, or a conflict was found or declared."""

    assignment_id: Id
    """Which."""
    reason: RecusalReason
    """Why."""


Assign = AssignJudge | AssignPlanned


def assign(assignment: Assignment | None, command: AssignJudge, context: Context, found: Assigning) -> Sequence[Event]:
    """By hand. Refuses a round, judge or entry that isn't there or open, and `JudgeConflicted`."""
    return _assigned(assignment, found, context, AssignmentOrigin.HAND, None)


def assign_planned(
    assignment: Assignment | None, command: AssignPlanned, context: Context, found: Assigning
) -> Sequence[Event]:
    """As planned; what was taken off by hand, or recused, is not given again."""
    if assignment is not None and (assignment.by_hand or assignment.status is AssignmentStatus.RECUSED):
        return ()
    return _assigned(assignment, found, context, command.origin, command.fit)


def _assigned(
    assignment: Assignment | None, found: Assigning, context: Context, origin: AssignmentOrigin, fit: Number | None
) -> Sequence[Event]:
    round_, judge, candidate = _fit_to_assign(found)
    if assignment is not None and assignment.holds:
        return ()
    return (
        JudgeAssigned(
            assignment_id=assignment_id(round_.round_id, judge.judge_id, candidate.entry_id),
            place=round_.place,
            award_id=round_.award_id,
            round_id=round_.round_id,
            judge_id=judge.judge_id,
            person_id=judge.person_id,
            entry_id=candidate.entry_id,
            origin=origin,
            fit=fit,
            assigned_at=context.now,
        ),
    )


def _fit_to_assign(found: Assigning) -> tuple[Round, Judge, Candidate]:
    round_, judge, candidate = found.round, found.judge, found.candidate
    if round_ is None:
        raise no.UnknownRound
    if not round_.is_open:
        raise no.RoundClosedAlready
    if judge is None or judge.award_id != round_.award_id or not judge.is_accepted:
        raise no.JudgeNotAccepted
    if candidate is None or candidate.award_id != round_.award_id or not candidate.is_eligible:
        raise no.NotACandidate
    if found.conflicted:
        raise no.JudgeConflicted
    return round_, judge, candidate


def unassign(assignment: Assignment | None, _: UnassignJudge, __: Context, begun: bool) -> Sequence[Event]:
    """Taken off by hand. Refuses `SheetBegun`, and `AssignmentOver` what was recused."""
    known = _known(assignment)
    if known.status is AssignmentStatus.RECUSED:
        raise no.AssignmentOver
    if not known.holds:
        return ()
    if begun:
        raise no.SheetBegun
    return (_unassigned(known, by_hand=True),)


def take_back(assignment: Assignment | None, _: TakeBack, __: Context, begun: bool) -> Sequence[Event]:
    """As a later plan has it: what is by hand, or is being scored, stays."""
    if assignment is None or not assignment.holds or begun or assignment.origin is AssignmentOrigin.HAND:
        return ()
    return (_unassigned(assignment, by_hand=False),)


def _unassigned(assignment: Assignment, by_hand: bool) -> JudgeUnassigned:
    return JudgeUnassigned(**_ids(assignment), by_hand=by_hand)


def recuse(assignment: Assignment | None, command: RecuseJudge, context: Context) -> Sequence[Event]:
    """The chair's word. Refuses `AssignmentOver` what was taken off."""
    return _recused(_known(assignment), command.reason, context, abstained=False)


def abstain(assignment: Assignment | None, command: AbstainFromEntry, context: Context) -> Sequence[Event]:
    """The judge's own word. Refuses `AssignmentOver` what was taken off."""
    return _recused(_known(assignment), command.reason, context, abstained=True)


def end(assignment: Assignment | None, command: EndAssignment, context: Context) -> Sequence[Event]:
    """The system's, for what has become known; what doesn't hold stays as it is."""
    if assignment is None or not assignment.holds:
        return ()
    return _recused(assignment, command.reason, context, abstained=False)


def _known(assignment: Assignment | None) -> Assignment:
    if assignment is None:
        raise NotFound
    return assignment


def _recused(assignment: Assignment, reason: RecusalReason, context: Context, abstained: bool) -> Sequence[Event]:
    if assignment.status is AssignmentStatus.RECUSED:
        return ()
    if not assignment.holds:
        raise no.AssignmentOver
    by = context.actor_id
    told: dict[str, Any] = {"reason": reason, "abstained": abstained, "recused_by": by, "recused_at": context.now}
    return (JudgeRecused(**_ids(assignment), **told),)


def _ids(assignment: Assignment) -> dict[str, Any]:
    names = ("assignment_id", "round_id", "judge_id", "person_id", "entry_id")
    return {name: getattr(assignment, name) for name in names}


def apply(assignment: Assignment | None, event: Event) -> Assignment:
    """The assignment after the fact."""
    match event:
        case JudgeAssigned():
            return Assignment(**dict(event), by_hand=event.origin is AssignmentOrigin.HAND)
        case JudgeUnassigned() if assignment:
            return replace(assignment, status=AssignmentStatus.UNASSIGNED, by_hand=event.by_hand)
        case JudgeRecused() if assignment:
            told = ("reason", "abstained", "recused_by", "recused_at")
            changed = {name: getattr(event, name) for name in told}
            return replace(assignment, status=AssignmentStatus.RECUSED, by_hand=True, **changed)
        case AssignmentSnapshot():
            return Assignment(**dict(event))
    raise TypeError(f"{type(event).__name__} is no fact of this assignment")


def snapshot(assignment: Assignment) -> AssignmentSnapshot:
    """All that told facts have said."""
    return AssignmentSnapshot(**{name: getattr(assignment, name) for name in AssignmentSnapshot.model_fields})


def places(assignment: Assignment) -> Places:
    """Those of the award."""
    return within(assignment.place, assignment.award_id)
