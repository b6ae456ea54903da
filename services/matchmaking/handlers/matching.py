"""Finds what meets a listing, and scores it. It takes CPU time: it runs in a thread."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.matchmaking.domain.algorithms.scoring import Overlaps, is_worth_telling, score
from services.matchmaking.domain.algorithms.wording import overlap
from services.matchmaking.domain.limits import refused_by
from services.matchmaking.domain.listing import Facts
from services.matchmaking.ports import Entry, ListingIndex
from shared.contracts.matchmaking.values import MatchScore

SCORED = 50
"""Of those that break no limit, how many are scored."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A need and an offer, and how well they fit."""

    need: Facts
    offer: Facts
    fit: MatchScore
    told: bool
    """Whether they fit well enough for an alert."""
    refused: bool
    """Whether they break a limit."""


def pairs_of(entry: Entry, index: ListingIndex) -> list[Pair]:
    """The listing with all of the other side that may fit, the best first."""
    found = [compare(entry, other, index) for other in index.candidates(entry, SCORED)]
    return sorted(found, key=lambda pair: (-pair.fit.score, pair.need.listing_id, pair.offer.listing_id))


def compare(entry: Entry, other: Entry, index: ListingIndex) -> Pair:
    """The listing with one of the other side."""
    need, offer = (other, entry) if entry.facts.is_offer else (entry, other)
    tenant_id = entry.facts.tenant_id
    overlaps = Overlaps(
        need=overlap(need.wording, offer.wording, index.rarity(tenant_id, offers=True)),
        offer=overlap(offer.wording, need.wording, index.rarity(tenant_id, offers=False)),
    )
    found = score(need.facts, offer.facts, overlaps)
    written = found.model_copy(update={"words": _written(found.words, entry)})
    refused = refused_by(need.facts, offer.facts) is not None
    return Pair(need.facts, offer.facts, written, not refused and is_worth_telling(found, overlaps), refused)


def _written(words: Sequence[str], entry: Entry) -> tuple[str, ...]:
    return tuple(entry.surface.get(word, word.replace("_", " ")) for word in words)
