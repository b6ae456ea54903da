"""A rubric: criteria with weights and scales, in versions of which none is ever changed."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from services.judging.domain.award import Award, within
from services.judging.domain.marks import refuse_unfit_rubric
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.judging import refusals as no
from shared.contracts.judging.commands import SaveRubric
from shared.contracts.judging.events import RubricSaved, RubricSnapshot
from shared.contracts.judging.values import Criterion, Place
from shared.contracts.places import Places
from shared.contracts.values import Text


@dataclass(frozen=True, slots=True)
class Rubric:
    """A rubric in its last version; rounds hold the version that they were opened with."""

    rubric_id: str
    place: Place
    award_id: str
    number: int
    name: Text
    criteria: tuple[Criterion, ...]
    saved_at: datetime


def save(rubric: Rubric | None, command: SaveRubric, context: Context, award: Award | None) -> Sequence[Event]:
    """The next version; as it is already, nothing changes.

    Refuses `UnknownAward`, `RubricElsewhere`, and what `refuse_unfit_rubric` does.
    """
    if award is None:
        raise no.UnknownAward
    if rubric is not None and rubric.award_id != award.award_id:
        raise no.RubricElsewhere
    refuse_unfit_rubric(command.criteria)
    if rubric is not None and (rubric.name, rubric.criteria) == (command.name, command.criteria):
        return ()
    return (
        RubricSaved(
            rubric_id=command.rubric_id,
            place=award.place,
            award_id=award.award_id,
            number=rubric.number + 1 if rubric else 1,
            name=command.name,
            criteria=command.criteria,
            saved_at=context.now,
        ),
    )


def apply(_: Rubric | None, event: Event) -> Rubric:
    """The rubric after the fact."""
    match event:
        case RubricSaved() | RubricSnapshot():
            return Rubric(**dict(event))
    raise TypeError(f"{type(event).__name__} is no fact of a rubric")


def snapshot(rubric: Rubric) -> RubricSnapshot:
    """All that told facts have said of its last version."""
    return RubricSnapshot(**{f.name: getattr(rubric, f.name) for f in fields(rubric)})


def places(rubric: Rubric) -> Places:
    """Those of its award."""
    return within(rubric.place, rubric.award_id)
