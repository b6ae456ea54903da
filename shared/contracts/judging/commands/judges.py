"""Judges, their conflicts of interest, and the entries that they are given."""

from typing import Annotated

from pydantic import Field

from shared.contracts.commands import Command
from shared.contracts.judging import refusals as no
from shared.contracts.judging.values import ConflictKind, Expertise, RecusalReason
from shared.contracts.values import Id, Prose
from shared.errors import N_

_SAID = Field(max_length=2_000, title=N_("In your own words"))


class InviteJudge(
    Command,
    wire="judging.invite_judge",
    about="award_id",
    refuses=(no.UnknownAward, no.UnknownPerson),
    in_person=True,
):
    """Invites a person with an account to judge; whoever has none is invited by `accounts.invite_person`."""

    award_id: Id
    """For which award."""
    person_id: Id
    """Whom."""
    expertise: Expertise = Expertise()
    """What is known of what the person knows; the person may change it."""


class AcceptJudging(Command, wire="judging.accept_judging", about="judge_id"):
    """Accepts to judge; also after having declined."""

    judge_id: Id
    """The invitation."""


class DeclineJudging(Command, wire="judging.decline_judging", about="judge_id"):
    """Declines to judge, or stops: what was given to the judge goes to others."""

    judge_id: Id
    """The invitation."""
    reason: RecusalReason = RecusalReason.NO_TIME
    """Why."""


class ReviseExpertise(Command, wire="judging.revise_expertise", about="judge_id"):
    """Says what a judge knows and takes on, whole."""

    judge_id: Id
    """Whose."""
    expertise: Expertise
    """What the judge knows."""


class DeclareConflict(
    Command,
    wire="judging.declare_conflict",
    about="judge_id",
    refuses=(no.NotACandidate, no.NotDeclarable),
):
    """Says that a judge may not score an entry, and why; scores that were given already count nowhere until decided."""

    judge_id: Id
    """Who."""
    entry_id: Id
    """Which entry."""
    kind: ConflictKind
    """What it is."""
    text: Annotated[Prose | None, _SAID] = None
    """What there is to say about it, for chair and organisers; it is sealed before it is kept."""


class SettleConflict(Command, wire="judging.settle_conflict", about="conflict_id"):
    """Confirms a conflict, or dismisses it with a reason: a dismissed one keeps nobody apart."""

    conflict_id: Id
    """Which."""
    dismissed: bool
    """Whether it is dismissed."""
    text: Annotated[Prose, Field(min_length=1, max_length=2_000, title=N_("Reason"))]
    """Why; it is sealed before it is kept."""


class AssignJudge(
    Command,
    wire="judging.assign_judge",
    about="round_id",
    refuses=(
        no.UnknownRound,
        no.RoundClosedAlready,
        no.NotACandidate,
        no.JudgeNotAccepted,
        no.JudgeConflicted,
    ),
):
    """Gives an entry to a judge by hand; plans that are made later keep it."""

    round_id: Id
    """In which round."""
    judge_id: Id
    """Who."""
    entry_id: Id
    """Which entry."""


class UnassignJudge(
    Command, wire="judging.unassign_judge", about="assignment_id", refuses=(no.SheetBegun, no.AssignmentOver)
):
    """Takes an entry from a judge who has not begun to score it; plans that are made later keep that."""

    assignment_id: Id
    """Which."""


class RecuseJudge(Command, wire="judging.recuse_judge", about="assignment_id", refuses=(no.AssignmentOver,)):
    """Recuses a judge from an entry: the sheet counts nowhere, and the next alternate steps in."""

    assignment_id: Id
    """Which."""
    reason: RecusalReason
    """Why."""


class AbstainFromEntry(Command, wire="judging.abstain_from_entry", about="assignment_id", refuses=(no.AssignmentOver,)):
    """The judge's own word not to score an entry: the sheet counts nowhere, and the next alternate steps in."""

    assignment_id: Id
    """Which."""
    reason: RecusalReason
    """Why."""
