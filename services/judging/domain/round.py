"""A round: a rubric as it stood when the round was opened, the rules, and until when sheets count."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.judging.domain.award import Award, within
from services.judging.domain.rubric import Rubric
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.judging import refusals as no
from shared.contracts.judging.commands import CloseRound, OpenRound, ReviseRound
from shared.contracts.judging.events import RoundClosed, RoundLocked, RoundOpened, RoundRevised, RoundSnapshot
from shared.contracts.judging.values import (
    Criterion,
    Place,
    RoundKind,
    RoundPolicy,
    RoundStatus,
    SheetSeq,
    TieRuleKind,
)
from shared.contracts.places import Places
from shared.contracts.values import Text
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class Round:
    """A round as it stands; of the sheets that it was closed over it holds the hash of their list."""

    round_id: str
    place: Place
    award_id: str
    name: Text
    kind: RoundKind
    rubric_id: str
    rubric_number: int
    criteria: tuple[Criterion, ...]
    policy: RoundPolicy
    opened_at: datetime
    scores_until: datetime | None = None
    locked: bool = False
    status: RoundStatus = RoundStatus.OPEN
    sheets_hash: str | None = None
    closed_by: str | None = None
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether sheets count that are submitted now."""
        return self.status is RoundStatus.OPEN


@dataclass(frozen=True, slots=True)
class Opening:
    """What opening needs beside the command."""

    award: Award | None
    rubric: Rubric | None


@dataclass(frozen=True, slots=True)
class Closing:
    """The sheets that are submitted at this moment, and the hash of their list."""

    sheets: tuple[SheetSeq, ...] = ()
    sheets_hash: str = ""


def open_round(round_: Round | None, command: OpenRound, context: Context, found: Opening) -> Sequence[Event]:
    """A new round, under the rubric as it is now; the same again changes nothing.

    Refuses `UnknownAward`, `UnknownRubric`, `UnfitTieRule`, and `RoundExists` for other content.
    """
    if found.award is None:
        raise no.UnknownAward
    rubric = _of_award(found.rubric, command.award_id)
    if round_ is not None:
        if not _is_as_asked(round_, command):
            raise no.RoundExists
        return ()
    _refuse_unfit_ties(command.policy, rubric.criteria)
    return (
        RoundOpened(
            round_id=command.round_id,
            place=found.award.place,
            award_id=command.award_id,
            name=command.name,
            kind=command.kind,
            rubric_id=rubric.rubric_id,
            rubric_number=rubric.number,
            criteria=rubric.criteria,
            policy=command.policy,
            scores_until=command.scores_until,
            opened_at=context.now,
        ),
    )


def _of_award(rubric: Rubric | None, award_id: str) -> Rubric:
    if rubric is None or rubric.award_id != award_id:
        raise no.UnknownRubric
    return rubric


def _is_as_asked(round_: Round, command: OpenRound) -> bool:
    same = ("round_id", "award_id", "rubric_id", "name", "kind", "policy", "scores_until")
    return all(getattr(round_, name) == getattr(command, name) for name in same)


def _refuse_unfit_ties(policy: RoundPolicy, criteria: Sequence[Criterion]) -> None:
    keys = {c.key for c in criteria}
    for rule in policy.ties:
        compares = rule.kind is TieRuleKind.CRITERION_MEAN
        if compares != (rule.criterion is not None) or (compares and rule.criterion not in keys):
            raise no.UnfitTieRule
    if TieRuleKind.CHAIR in [rule.kind for rule in policy.ties[:-1]]:
        raise no.UnfitTieRule


def revise(round_: Round | None, command: ReviseRound, _: Context, rubric: Rubric | None) -> Sequence[Event]:
    """Changed, whole. Refuses `RoundClosedAlready`, `UnknownRubric`, `UnfitTieRule`, and `RubricLocked` other rules."""
    if round_ is None:
        raise NotFound
    if not round_.is_open:
        raise no.RoundClosedAlready
    version = _of_award(rubric, round_.award_id)
    told = RoundRevised(
        round_id=round_.round_id,
        name=command.name,
        rubric_id=version.rubric_id,
        rubric_number=version.number,
        criteria=version.criteria,
        policy=command.policy,
        scores_until=command.scores_until,
    )
    if round_.locked:
        if (told.rubric_id, told.policy) != (round_.rubric_id, round_.policy):
            raise no.RubricLocked
        told = told.model_copy(update={"rubric_number": round_.rubric_number, "criteria": round_.criteria})
    _refuse_unfit_ties(told.policy, told.criteria)
    return () if all(getattr(round_, name) == value for name, value in told) else (told,)


def lock(round_: Round | None, rubric_id: str, rubric_number: int) -> Sequence[Event]:
    """Rubric and rules stand from the first sheet on; again changes nothing.

    It is done before the sheet is taken. Refuses `RubricLocked` a sheet of another version.
    """
    if round_ is None:
        raise no.UnknownRound
    if (rubric_id, rubric_number) != (round_.rubric_id, round_.rubric_number):
        raise no.RubricLocked
    if round_.locked:
        return ()
    return (RoundLocked(round_id=round_.round_id, rubric_id=rubric_id, rubric_number=rubric_number),)


def close(round_: Round | None, _: CloseRound, context: Context, found: Closing) -> Sequence[Event]:
    """Closed over the sheets that are in; a closed one stays as it is. Refuses `NothingToCount`."""
    if round_ is None:
        raise NotFound
    if not round_.is_open:
        return ()
    if not found.sheets:
        raise no.NothingToCount
    return (
        RoundClosed(
            round_id=round_.round_id,
            sheets=found.sheets,
            sheets_hash=found.sheets_hash,
            closed_by=context.actor_id,
            closed_at=context.now,
        ),
    )


def apply(round_: Round | None, event: Event) -> Round:
    """The round after the fact."""
    match event:
        case RoundOpened() | RoundSnapshot():
            return Round(**dict(event))
        case RoundRevised() if round_:
            return replace(round_, **dict(event))
        case RoundLocked() if round_:
            return replace(round_, locked=True)
        case RoundClosed() if round_:
            closed = {name: value for name, value in event if name != "sheets"}
            return replace(round_, status=RoundStatus.CLOSED, **closed)
    raise TypeError(f"{type(event).__name__} is no fact of this round")


def snapshot(round_: Round) -> RoundSnapshot:
    """All that told facts have said, but for the list of sheets."""
    return RoundSnapshot(**{name: getattr(round_, name) for name in RoundSnapshot.model_fields})


def places(round_: Round) -> Places:
    """Those of its award."""
    return within(round_.place, round_.award_id)
