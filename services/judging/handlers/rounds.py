"""Rounds and results: which rule decides which command, and what it needs."""

import asyncio
from collections.abc import Sequence

from services.judging.domain import result
from services.judging.domain import round as rounds
from services.judging.domain.result import (
    Counted,
    Publishing,
    Sealing,
    counted_in,
    document_of,
    hash_of,
    list_hash,
    published,
)
from services.judging.domain.round import Closing, Opening, Round
from services.judging.domain.rubric import Rubric
from services.judging.domain.scoresheet import counted_as
from services.judging.handlers.nouns import RESULT, ROUND
from services.judging.ports import Needs
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, PreparedHandler
from shared.contracts.accounts.roles import RoleName
from shared.contracts.judging import commands
from shared.contracts.judging.ids import result_id
from shared.contracts.judging.values import AssignmentStatus, ScoresheetStatus
from shared.errors import Refusal


async def opening(command: commands.OpenRound, _: Actor, needs: Needs) -> Opening:
    """Award and rubric, as they are now."""
    award, rubric = await asyncio.gather(needs.awards.state(command.award_id), needs.rubrics.state(command.rubric_id))
    return Opening(award, rubric)


async def its_rubric(command: commands.ReviseRound, _: Actor, needs: Needs) -> Rubric | None:
    """The rubric as it is now."""
    return await needs.rubrics.state(command.rubric_id)


async def closing(command: commands.CloseRound, actor: Actor, needs: Needs) -> Closing:
    """The sheets that count at this moment, their list kept by its hash: of judges who are still to score them."""
    known = await needs.rounds.state(command.round_id)
    if known is None or not known.is_open or not _chairs(actor, known):
        return Closing()
    found, assigned = await asyncio.gather(
        needs.sheets.finds.where(round_id=command.round_id), needs.assignments.where(round_id=command.round_id)
    )
    hold = {a.assignment_id for a in assigned if a.status is AssignmentStatus.ASSIGNED}
    sheets = tuple(
        counted_as(one.state, one.seq)
        for one in found
        if one.state.status is ScoresheetStatus.SUBMITTED and one.id in hold
    )
    sheets_hash = list_hash(sheets)
    await needs.documents.put(sheets_hash, [one.model_dump() for one in sheets])
    return Closing(sheets, sheets_hash)


async def sealing(command: commands.SealResult, actor: Actor, needs: Needs) -> Sealing:
    """The document, made and kept for who may seal it; nobody else has anything worked out."""
    known, sealed = await asyncio.gather(
        needs.rounds.state(command.round_id), needs.results.state(result_id(command.round_id))
    )
    if known is None or known.is_open or sealed is not None or not _chairs(actor, known):
        return Sealing(known)
    try:
        counted = await _counted(known, needs)
        document = document_of(known, counted, command.ties, needs.chance.salt())
    except Refusal as refusal:
        return Sealing(known, refusal=refusal)
    sealed_hash = hash_of(document)
    await needs.documents.put(sealed_hash, document)
    return Sealing(known, sealed_hash)


async def _counted(round_: Round, needs: Needs) -> Sequence[Counted]:
    """The sheets that the round was closed over, of entries that are still judged."""
    listed, sheets, candidates = await asyncio.gather(
        needs.documents.get(round_.sheets_hash or ""),
        needs.sheets.finds.where(round_id=round_.round_id),
        needs.candidates.where(award_id=round_.award_id),
    )
    return counted_in(listed or (), {(s.id, s.seq): s.state for s in sheets}, candidates, needs.chance.numbers)


async def publishing(command: commands.PublishResult, actor: Actor, needs: Needs) -> Publishing:
    """What everybody is to see of the sealed document."""
    known, sealed = await asyncio.gather(
        needs.rounds.state(command.round_id), needs.results.state(result_id(command.round_id))
    )
    if known is None or sealed is None or not _chairs(actor, known):
        return Publishing(known, await needs.awards.state(known.award_id) if known else None)
    award, document = await asyncio.gather(needs.awards.state(known.award_id), needs.documents.get(sealed.sealed_hash))
    return Publishing(known, award, published(document, known.policy))


def _chairs(actor: Actor, known: Round) -> bool:
    """As the row in access, which is asked after this."""
    return actor.is_one_at(rounds.places(known), RoleName.CHAIR)


def result_of(command: commands.SealResult | commands.PublishResult) -> str:
    """One for each round."""
    return result_id(command.round_id)


COMMANDS: tuple[AnyHandler, ...] = (
    PreparedHandler(commands.OpenRound, ROUND, rounds.open_round, opening),
    PreparedHandler(commands.ReviseRound, ROUND, rounds.revise, its_rubric),
    PreparedHandler(commands.CloseRound, ROUND, rounds.close, closing),
    PreparedHandler(commands.SealResult, RESULT, result.seal, sealing, target=result_of),
    PreparedHandler(commands.PublishResult, RESULT, result.publish, publishing, target=result_of),
)
