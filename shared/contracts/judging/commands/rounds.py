"""Rounds and their results."""

from typing import Annotated

from pydantic import Field

from shared.contracts.commands import Command
from shared.contracts.judging import refusals as no
from shared.contracts.judging.values import RoundKind, RoundPolicy, TieDecision
from shared.contracts.values import Id, Instant, Text
from shared.errors import N_

_POLICY = Field(title=N_("Rules"))


class OpenRound(
    Command,
    wire="judging.open_round",
    about="round_id",
    refuses=(no.RoundExists, no.UnknownAward, no.UnknownRubric, no.UnfitTieRule),
):
    """Opens a round of an award under a rubric, as it stands now."""

    round_id: Id
    """The new round."""
    award_id: Id
    """The award."""
    rubric_id: Id
    """By which rubric."""
    name: Annotated[Text, Field(title=N_("Name"))]
    """Its name."""
    kind: RoundKind = RoundKind.REMOTE
    """What happens in it."""
    policy: Annotated[RoundPolicy, _POLICY] = RoundPolicy()
    """Its rules."""
    scores_until: Annotated[Instant | None, Field(title=N_("Scores until"))] = None
    """Until when judges are asked to be done."""


class ReviseRound(
    Command,
    wire="judging.revise_round",
    about="round_id",
    refuses=(no.RoundClosedAlready, no.RubricLocked, no.UnknownRubric, no.UnfitTieRule),
):
    """Changes a round, whole, and takes the rubric as it stands now; rubric and rules only until the first sheet."""

    round_id: Id
    """Which."""
    rubric_id: Id
    """By which rubric."""
    name: Annotated[Text, Field(title=N_("Name"))]
    """Its name."""
    policy: Annotated[RoundPolicy, _POLICY]
    """Its rules."""
    scores_until: Annotated[Instant | None, Field(title=N_("Scores until"))] = None
    """Until when judges are asked to be done."""


class CloseRound(
    Command,
    wire="judging.close_round",
    about="round_id",
    refuses=(no.NothingToCount,),
    in_person=True,
):
    """Closes a round over the scoresheets that are submitted now; what comes later is kept, and counts nowhere."""

    round_id: Id
    """Which."""


class SealResult(
    Command,
    wire="judging.seal_result",
    about="round_id",
    refuses=(no.UnknownRound, no.RoundStillOpen, no.TieUndecided, no.ResultSealedAlready),
    grave=True,
):
    """Seals a closed round's result: from now on its hash stands for it. It is still seen by nobody else."""

    round_id: Id
    """Which."""
    ties: Annotated[tuple[TieDecision, ...], Field(max_length=50, title=N_("Order of equal entries"))] = ()
    """What the chair decides, where the rules leave it to the chair."""


class PublishResult(
    Command,
    wire="judging.publish_result",
    about="round_id",
    refuses=(no.UnknownRound, no.ResultNotSealed),
    grave=True,
):
    """Publishes the sealed result of a round: everybody sees the places. Again is harmless."""

    round_id: Id
    """Which."""
