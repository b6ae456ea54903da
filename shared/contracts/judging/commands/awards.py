"""Awards, their rubrics, and the entries that are judged for them."""

from typing import Annotated

from pydantic import Field

from shared.contracts.commands import Command
from shared.contracts.judging import refusals as no
from shared.contracts.judging.values import Criteria
from shared.contracts.values import Id, Text
from shared.errors import N_


class OpenAward(
    Command,
    wire="judging.open_award",
    about="award_id",
    refuses=(no.AwardExists, no.UnknownProgramme),
):
    """Opens an award of a programme; the programme's accepted entries become eligible for it."""

    award_id: Id
    """The new award."""
    programme_id: Id
    """The programme whose entries it is given to."""
    name: Annotated[Text, Field(title=N_("Name"))]
    """Its name."""
    prize: Annotated[Text | None, Field(title=N_("Prize"))] = None
    """What the winners get."""


class SaveRubric(
    Command,
    wire="judging.save_rubric",
    about="rubric_id",
    refuses=(
        no.UnknownAward,
        no.RubricElsewhere,
        no.WeightsDontAddUp,
        no.CriterionTwice,
        no.UnfitScale,
        no.UnfitAnchor,
    ),
):
    """Saves a rubric, whole, as its next version; a version is never changed. Saved as it is, nothing changes."""

    rubric_id: Id
    """The rubric; a new id begins one."""
    award_id: Id
    """The award that it is for."""
    name: Annotated[Text, Field(title=N_("Name"))]
    """Its name."""
    criteria: Criteria
    """What is looked at; the weights add up to 100."""


class AdmitEntry(
    Command,
    wire="judging.admit_entry",
    about="award_id",
    refuses=(no.UnknownAward, no.UnknownEntry),
):
    """Makes an entry eligible by hand; those that are accepted in the programme are so by themselves."""

    award_id: Id
    """For which award."""
    entry_id: Id
    """Which entry of the award's programme."""


class RemoveCandidate(Command, wire="judging.remove_candidate", about="candidate_id"):
    """Takes an entry out of the judging; its scoresheets are kept and count nowhere. Again is harmless."""

    candidate_id: Id
    """Which."""
