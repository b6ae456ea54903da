"""Organisations of a tenant that are likely the one that somebody is about to register."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from services.accounts.domain.algorithms.twins import Profile, Reason, Twin, keys, likeness, profile
from services.accounts.ports import KnownOrganisation, KnownOrganisations
from shared.auth import Actor
from shared.errors import NotFound, Unauthenticated

MOST_TWINS, COMPARED = 3, 100
"""How many are shown, and compared; of more than those hundred with one key, any."""
EXACT = ("t:", "s:")
"""How the keys begin that are one organisation's alone: they are asked for apart, so that no crowd hides it."""


@dataclass(frozen=True, slots=True)
class LikelyTwin:
    """Public facts of an organisation, and why it is likely the same."""

    organisation_id: str
    name: str
    website: str | None
    location: str | None
    verified: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody has typed so far of an organisation, at a tenant."""

    tenant_id: str
    name: str = ""
    website: str = ""
    tax_code: str = ""


async def twins_for(actor: Actor, typed: Typed, known: KnownOrganisations) -> Sequence[LikelyTwin]:
    """As `likely_twins`, for a person of the tenant; to others nothing is there.

    Raises `Unauthenticated` or `NotFound`.
    """
    if not actor.signed_in:
        raise Unauthenticated
    if not actor.is_person or actor.tenant_id != typed.tenant_id:
        raise NotFound
    return await likely_twins(typed, known)


async def likely_twins(typed: Typed, known: KnownOrganisations, most: int = MOST_TWINS) -> Sequence[LikelyTwin]:
    """The likeliest first. A person's number as tax code finds nobody."""
    asked = profile([typed.name], typed.website, typed.tax_code)
    alike = [
        (twin, found)
        for found in await _candidates(typed.tenant_id, asked, known)
        if (twin := likeness(asked, profile([found.name, found.legal_name], found.website, found.tax_code)))
    ]
    alike.sort(key=lambda each: (-each[0].score, each[1].organisation_id))
    return [_shown(twin, found) for twin, found in alike[:most]]


async def _candidates(tenant_id: str, asked: Profile, known: KnownOrganisations) -> Sequence[KnownOrganisation]:
    wanted = keys(asked)
    exact = [key for key in wanted if key.startswith(EXACT)]
    near = [key for key in wanted if not key.startswith(EXACT)]
    found = await asyncio.gather(*(known.having(tenant_id, part, COMPARED) for part in (exact, near)))
    return list({each.organisation_id: each for part in found for each in part}.values())


def _shown(twin: Twin, found: KnownOrganisation) -> LikelyTwin:
    return LikelyTwin(found.organisation_id, found.name, found.website, found.location, found.verified, twin.reasons)
