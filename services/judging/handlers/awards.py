"""Awards, rubrics and candidates: which rule decides which command, and what it needs."""

import asyncio

from services.judging.domain import award, candidate, rubric
from services.judging.domain.award import Award
from services.judging.domain.candidate import AdmitAccepted, Admitting, DropCandidate
from services.judging.handlers.nouns import AWARD, CANDIDATE, RUBRIC
from services.judging.ports import Needs
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, Handler, PreparedHandler
from shared.contracts.judging import commands
from shared.contracts.judging.ids import candidate_id
from shared.contracts.judging.values import Place


async def its_place(command: commands.OpenAward, _: Actor, needs: Needs) -> Place | None:
    """Where the programme stands."""
    return await needs.heard.programme(command.programme_id)


async def its_award(command: commands.SaveRubric, _: Actor, needs: Needs) -> Award | None:
    """The award that the rubric is for."""
    return await needs.awards.state(command.award_id)


async def admitting(command: commands.AdmitEntry | AdmitAccepted, _: Actor, needs: Needs) -> Admitting:
    """Award and entry."""
    found, entry = await asyncio.gather(needs.awards.state(command.award_id), needs.heard.entry(command.entry_id))
    return Admitting(found, entry)


def candidate_of(command: commands.AdmitEntry | AdmitAccepted) -> str:
    """One for each award and entry."""
    return candidate_id(command.award_id, command.entry_id)


COMMANDS: tuple[AnyHandler, ...] = (
    PreparedHandler(commands.OpenAward, AWARD, award.open_award, its_place),
    PreparedHandler(commands.SaveRubric, RUBRIC, rubric.save, its_award),
    PreparedHandler(commands.AdmitEntry, CANDIDATE, candidate.admit, admitting, target=candidate_of),
    PreparedHandler(AdmitAccepted, CANDIDATE, candidate.admit_accepted, admitting, target=candidate_of),
    Handler(commands.RemoveCandidate, CANDIDATE, candidate.remove),
    Handler(DropCandidate, CANDIDATE, candidate.drop),
)
