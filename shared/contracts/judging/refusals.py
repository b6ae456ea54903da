"""What judging says no with."""

from shared.errors import N_, Kind, Refusal


class AwardExists(Refusal):
    """The id stands for an award with other content."""

    code, kind, text = "judging.award_exists", Kind.CONFLICT, N_("This award exists already.")


class UnknownAward(Refusal):
    """There is no such award."""

    code, kind, text = "judging.unknown_award", Kind.MISSING, N_("There is no such award.")


class UnknownProgramme(Refusal):
    """There is no such programme, or it is so new that judging has not heard of it."""

    code, kind, text = (
        "judging.unknown_programme",
        Kind.MISSING,
        N_("There is no such programme yet. If you have just opened it, try again in a moment."),
    )


class UnknownRubric(Refusal):
    """There is no such rubric of this award."""

    code, kind, text = "judging.unknown_rubric", Kind.MISSING, N_("There is no such rubric.")


class RubricElsewhere(Refusal):
    """The id stands for a rubric of another award."""

    code, kind, text = "judging.rubric_elsewhere", Kind.CONFLICT, N_("This rubric belongs to another award.")


class WeightsDontAddUp(Refusal):
    """The weights of a rubric add up to a hundred points."""

    code, kind, text = (
        "judging.weights_dont_add_up",
        Kind.INVALID,
        N_("The weights add up to {total}. Change them until they add up to 100."),
    )


class CriterionTwice(Refusal):
    """Two criteria of a rubric have one key."""

    code, kind, text = "judging.criterion_twice", Kind.INVALID, N_("Two criteria have the same key.")


class UnfitScale(Refusal):
    """A criterion's highest mark is above zero and its lowest, and its steps lead from one to the other."""

    code, kind, text = (
        "judging.unfit_scale",
        Kind.INVALID,
        N_("The scale of criterion {number} does not fit: steps must lead from its lowest to its highest mark."),
    )


class UnfitAnchor(Refusal):
    """An anchor stands at a mark that can be given, and no mark has two."""

    code, kind, text = (
        "judging.unfit_anchor",
        Kind.INVALID,
        N_("A description of criterion {number} stands at a mark that can't be given, or that has one already."),
    )


class UnfitTieRule(Refusal):
    """A rule that compares means names a criterion of the rubric, no other rule names one, and the chair is last."""

    code, kind, text = (
        "judging.unfit_tie_rule",
        Kind.INVALID,
        N_("A rule for ties does not fit: means need a criterion of the rubric, and the chair decides last."),
    )


class RoundExists(Refusal):
    """The id stands for another round."""

    code, kind, text = "judging.round_exists", Kind.CONFLICT, N_("This round exists already.")


class UnknownRound(Refusal):
    """There is no such round."""

    code, kind, text = "judging.unknown_round", Kind.MISSING, N_("There is no such round.")


class RubricLocked(Refusal):
    """A round's rubric and rules stand from its first submitted sheet on."""

    code, kind, text = (
        "judging.rubric_locked",
        Kind.CONFLICT,
        N_("The first scoresheet has been submitted: the rubric and the rules of this round stand now."),
    )


class RoundClosedAlready(Refusal):
    """The round is closed."""

    code, kind, text = "judging.round_closed", Kind.CONFLICT, N_("This round is closed.")


class RoundStillOpen(Refusal):
    """A result is sealed after its round was closed."""

    code, kind, text = "judging.round_open", Kind.CONFLICT, N_("Close the round first.")


class NothingToCount(Refusal):
    """A round without a submitted sheet has no result."""

    code, kind, text = "judging.nothing_to_count", Kind.CONFLICT, N_("No scoresheet has been submitted in this round.")


class UnknownEntry(Refusal):
    """There is no such entry in the award's programme."""

    code, kind, text = (
        "judging.unknown_entry",
        Kind.MISSING,
        N_("There is no such entry in this programme, or it was withdrawn."),
    )


class NotACandidate(Refusal):
    """The entry is not judged for this award."""

    code, kind, text = "judging.not_a_candidate", Kind.CONFLICT, N_("This entry is not judged for this award.")


class UnknownPerson(Refusal):
    """Nobody of this tenant has this id."""

    code, kind, text = "judging.unknown_person", Kind.MISSING, N_("There is no such person.")


class JudgeNotAccepted(Refusal):
    """Only who has accepted to judge can be given entries."""

    code, kind, text = "judging.judge_not_accepted", Kind.CONFLICT, N_("This judge hasn't accepted, or has left.")


class JudgeConflicted(Refusal):
    """A conflict keeps the judge from the entry."""

    code, kind, text = (
        "judging.judge_conflicted",
        Kind.CONFLICT,
        N_("This judge has a conflict of interest with this entry. Choose another, or dismiss the conflict first."),
    )


class NotDeclarable(Refusal):
    """What the system finds by itself is not declared."""

    code, kind, text = (
        "judging.not_declarable",
        Kind.INVALID,
        N_("The system finds this kind of conflict by itself. Choose another."),
    )


class SheetBegun(Refusal):
    """Who has begun to score is recused, with a reason, not taken off."""

    code, kind, text = (
        "judging.sheet_begun",
        Kind.CONFLICT,
        N_("This judge has begun to score this entry. Recuse the judge, with a reason."),
    )


class AssignmentOver(Refusal):
    """The judge does not score this entry any more."""

    code, kind, text = "judging.assignment_over", Kind.CONFLICT, N_("This entry is no longer yours to score.")


class SheetSubmitted(Refusal):
    """A submitted sheet is changed only once it was opened again."""

    code, kind, text = (
        "judging.sheet_submitted",
        Kind.CONFLICT,
        N_("This scoresheet has been submitted. Ask the chair to open it again."),
    )


class SheetNotSubmitted(Refusal):
    """Only a submitted sheet can be opened again."""

    code, kind, text = "judging.sheet_not_submitted", Kind.CONFLICT, N_("This scoresheet has not been submitted.")


class UnknownCriterion(Refusal):
    """The rubric of the round has no such criterion."""

    code, kind, text = (
        "judging.unknown_criterion",
        Kind.INVALID,
        N_("The rubric has no such criterion. It may have been changed: load the sheet again."),
    )


class UnfitMark(Refusal):
    """A mark stands within its criterion's range, on one of its steps."""

    code, kind, text = (
        "judging.unfit_mark",
        Kind.INVALID,
        N_("A mark of criterion {number} goes from {lowest} to {highest} in steps of {step}."),
    )


class MarksMissing(Refusal):
    """A sheet is submitted when every required criterion has its mark."""

    code, kind, text = (
        "judging.marks_missing",
        Kind.CONFLICT,
        N_("{missing} criteria have no mark yet. What isn't scored is not counted as zero: give each its mark."),
    )


class TieUndecided(Refusal):
    """The list of rules leaves the chair to decide between equal entries."""

    code, kind, text = (
        "judging.tie_undecided",
        Kind.CONFLICT,
        N_("Equal totals are left. Put these entries in their order, and say so in writing."),
    )


class ResultSealedAlready(Refusal):
    """A sealed result stands."""

    code, kind, text = "judging.result_sealed", Kind.CONFLICT, N_("This result is sealed already.")


class ResultNotSealed(Refusal):
    """Only a sealed result is published."""

    code, kind, text = "judging.result_not_sealed", Kind.CONFLICT, N_("Seal the result first.")


class LimitsBind(Refusal):
    """No plan gives each entry its judges within the limits."""

    code, kind, text = (
        "judging.limits_bind",
        Kind.CONFLICT,
        N_("There is no way to give each entry its judges within these limits. Invite more judges, or ask for less."),
    )
