"""What matchmaking asks of itself when it has heard of a listing."""

from shared.contracts.commands import Command
from shared.contracts.matchmaking.values import MatchNews, MatchScore, MatchSide
from shared.contracts.values import Id


class SuggestMatch(Command, wire="matchmaking.suggest_match", about="match_id", internal=True):
    """A need and an offer were compared: they fit so well, or not any more."""

    match_id: Id
    """Derived from the two listings."""
    tenant_id: Id
    """Where both are."""
    need: MatchSide
    """The need, as it was compared."""
    offer: MatchSide
    """The offer, as it was compared."""
    fit: MatchScore | None
    """How well they fit; None where a limit is broken, or one of them is no longer there."""
    news: tuple[MatchNews, ...] = ()
    """What has changed so that somebody might want to know; none where they don't fit well enough for that."""
