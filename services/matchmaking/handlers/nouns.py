"""The noun of matchmaking."""

from services.matchmaking.domain import match
from services.matchmaking.domain.match import Match
from shared.bus.nouns import Noun

MATCH = Noun(
    name="match",
    collection="matches",
    state=Match,
    apply=match.apply,
    places=match.places,
    snapshot=match.snapshot,
)
NOUNS = (MATCH,)
