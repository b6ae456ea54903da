"""Scoresheets: the judge's own, and nobody else fills one in. The chair opens one again."""

from collections.abc import Mapping

from services.judging.access.leading import chairs, hidden, looks_on
from services.judging.domain import assignment as assignments
from services.judging.domain import scoresheet as sheets
from services.judging.domain.scoresheet import Scoresheet, Scoring, SettleLate
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict, only_itself
from shared.contracts.commands import Command
from shared.contracts.judging import commands


def may_score(
    actor: Actor,
    command: commands.SaveMarks | commands.SaveNote | commands.SubmitScoresheet,
    sheet: Scoresheet | None,
    found: Scoring,
) -> Verdict:
    """The judge whom the entry was given to."""
    if found.assignment is None:
        return Verdict.UNSEEN
    own = actor.is_person and actor.id == found.assignment.person_id
    return hidden(own, looks_on(actor, assignments.places(found.assignment)))


def may_reopen(actor: Actor, command: commands.ReopenScoresheet, sheet: Scoresheet | None, found: Scoring) -> Verdict:
    """The chair, of a sheet of somebody else."""
    if sheet is None:
        return Verdict.UNSEEN
    at, own = sheets.places(sheet), actor.is_person and actor.id == sheet.person_id
    return hidden(chairs(actor, at) and not own, looks_on(actor, at) or own)


ACCESS: Mapping[type[Command], May] = {
    commands.SaveMarks: may_score,
    commands.SaveNote: may_score,
    commands.SubmitScoresheet: may_score,
    commands.ReopenScoresheet: may_reopen,
    SettleLate: only_itself("judging"),
}
