"""What a plan is made on, read together."""

import asyncio
from collections.abc import Sequence

from services.judging.domain.algorithms.fit import Profile
from services.judging.domain.plan import Ground, ground
from services.judging.domain.round import Round
from services.judging.ports import Needs


async def ground_of(round_id: str, needs: Needs) -> Ground | None:
    """The ground of a round's plan as it is now; None where there is no such round."""
    known = await needs.rounds.state(round_id)
    if known is None:
        return None
    return await _ground(known, needs)


async def _ground(known: Round, needs: Needs) -> Ground:
    judges, candidates, conflicts, assignments, sheets = await asyncio.gather(
        needs.judges.where(award_id=known.award_id),
        needs.candidates.where(award_id=known.award_id),
        needs.conflicts.where(award_id=known.award_id),
        needs.assignments.where(round_id=known.round_id),
        needs.sheets.finds.where(round_id=known.round_id),
    )
    return ground(known, judges, candidates, conflicts, assignments, [one.id for one in sheets])


async def profiles(on: Ground, needs: Needs) -> tuple[Sequence[Profile], Sequence[Profile]]:
    """Judges and entries as they are compared, in the ground's order."""
    entries, organisations = await asyncio.gather(
        needs.heard.entries([c.entry_id for c in on.candidates]),
        needs.heard.organisations(sorted({c.organisation_id for c in on.candidates})),
    )

    def of_entry(entry_id: str, organisation_id: str) -> Profile:
        entry, organisation = entries.get(entry_id), organisations.get(organisation_id)
        sectors = {organisation.sector} if organisation and organisation.sector else set()
        return Profile(frozenset(sectors), needs.words(entry.text) if entry else ())

    return _of_judges(on, needs), [of_entry(c.entry_id, c.organisation_id) for c in on.candidates]


def _of_judges(on: Ground, needs: Needs) -> Sequence[Profile]:
    return [
        Profile(frozenset(s.value for s in j.expertise.sectors), needs.words(" ".join(j.expertise.keywords)))
        for j in on.judges
    ]
