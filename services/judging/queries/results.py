"""A result before it is everybody's: what the chair sees, and the sealed document for who may have it."""

import asyncio
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from services.judging.domain import round as rounds
from services.judging.domain.algorithms.placing import Sheet, places
from services.judging.domain.result import Counted, Document, counted_in
from services.judging.domain.round import Round
from services.judging.ports import Needs
from shared.auth import Actor
from shared.contracts.accounts.roles import RoleName
from shared.contracts.judging.ids import result_id
from shared.contracts.judging.refusals import RoundStillOpen, TieUndecided
from shared.contracts.judging.values import TieRuleKind
from shared.errors import Forbidden, NotFound


async def preview(actor: Actor, round_id: str, needs: Needs) -> dict[str, Any]:
    """What sealing a closed round would come to, for its chair alone; equal totals that the chair is to put in order.

    Raises `NotFound` for anybody else, `RoundStillOpen`.
    """
    known = await _of_chair(actor, round_id, needs)
    if known.is_open:
        raise RoundStillOpen
    counted = await _counted(known, needs)
    sheets = [
        Sheet(
            c.judge,
            c.sheet.entry_id,
            Decimal(c.sheet.total or "0"),
            {m.criterion: Decimal(m.mark) for m in c.sheet.marks},
        )
        for c in counted
    ]
    undecided = False
    try:
        standings = places(sheets, known.policy)
    except TieUndecided:
        undecided = True
        without = tuple(rule for rule in known.policy.ties if rule.kind is not TieRuleKind.CHAIR)
        standings = places(sheets, known.policy.model_copy(update={"ties": without}))
    told = [{"place": s.place, "entry_id": s.entry_id, "total": f"{s.total:f}", "sheets": s.sheets} for s in standings]
    return {"round_id": round_id, "undecided": undecided, "standings": told}


async def document(actor: Actor, round_id: str, needs: Needs) -> Document:
    """The sealed document, whose hash was published: the chair's once it is sealed, the organisers' once it is
    published, and everybody's then where the rules of the round say so.

    Raises `NotFound`, before publication for everybody else in the same way.
    """
    known, sealed = await needs.rounds.state(round_id), await needs.results.state(result_id(round_id))
    if known is None or sealed is None:
        raise NotFound
    at = rounds.places(known)
    is_out = sealed.published_at is not None
    leads = actor.is_one_at(at, RoleName.CHAIR) or (is_out and actor.is_one_at(at, RoleName.ORGANISER))
    if not leads and not (is_out and known.policy.document_public):
        raise NotFound
    found: Document | None = await needs.documents.get(sealed.sealed_hash)
    if found is None:
        raise NotFound
    return found


async def _counted(known: Round, needs: Needs) -> Sequence[Counted]:
    """As sealing counts them; the judges' numbers are drawn then, and here are any."""
    listed, sheets, candidates = await asyncio.gather(
        needs.documents.get(known.sheets_hash or ""),
        needs.sheets.finds.where(round_id=known.round_id),
        needs.candidates.where(award_id=known.award_id),
    )
    of = {(s.id, s.seq): s.state for s in sheets}
    return counted_in(listed or (), of, candidates, lambda ids: {judge: n for n, judge in enumerate(ids)})


async def _of_chair(actor: Actor, round_id: str, needs: Needs) -> Round:
    known = await needs.rounds.state(round_id)
    if known is None or not actor.is_one_at(rounds.places(known), RoleName.CHAIR):
        raise NotFound
    if not actor.in_person:
        raise Forbidden
    return known
