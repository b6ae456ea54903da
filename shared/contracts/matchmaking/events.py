"""The facts that matchmaking tells. Who has answered for a side is in none of them: it might tell a masked owner."""

from shared.contracts.events import Told
from shared.contracts.matchmaking.topics import TOPIC
from shared.contracts.matchmaking.values import Answer, DeclineReason, MatchNews, MatchScore, MatchSide, Side
from shared.contracts.values import Id, Instant


class MatchSuggested(Told, wire="matchmaking.match_suggested", version=1, topic=TOPIC, about="match_id"):
    """An offer meets a need: for the first time, or for another reason than before. Its two sides are alerted."""

    match_id: Id
    tenant_id: Id
    need: MatchSide
    offer: MatchSide
    fit: MatchScore
    news: tuple[MatchNews, ...]
    """What made it new now; nothing that was told of this pair before."""
    all_news: tuple[MatchNews, ...]
    """All that was told of the pair so far, this included."""
    suggested_at: Instant


class MatchRescored(Told, wire="matchmaking.match_rescored", version=1, topic=TOPIC, about="match_id"):
    """A match fits otherwise than before, since one of its listings has changed; nobody is alerted."""

    match_id: Id
    tenant_id: Id
    need: MatchSide
    offer: MatchSide
    fit: MatchScore | None
    """None where the two don't fit any more, or one of them is no longer there."""
    rescored_at: Instant


class InterestShown(Told, wire="matchmaking.interest_shown", version=1, topic=TOPIC, about="match_id"):
    """A side is interested in a match."""

    match_id: Id
    tenant_id: Id
    side: Side
    mutual: bool
    """Whether the other side is, too: then both are told."""
    shown_at: Instant


class MatchDeclined(Told, wire="matchmaking.match_declined", version=1, topic=TOPIC, about="match_id"):
    """A side isn't interested in a match."""

    match_id: Id
    tenant_id: Id
    side: Side
    reason: DeclineReason
    declined_at: Instant


class AnswerTakenBack(Told, wire="matchmaking.answer_taken_back", version=1, topic=TOPIC, about="match_id"):
    """A side has taken back what it had said of a match."""

    match_id: Id
    tenant_id: Id
    side: Side
    taken_back_at: Instant


class MatchSnapshot(Told, wire="matchmaking.match_snapshot", version=1, topic=TOPIC, about="match_id"):
    """All that told events have said of a match."""

    match_id: Id
    tenant_id: Id
    need: MatchSide
    offer: MatchSide
    fit: MatchScore | None
    news: tuple[MatchNews, ...]
    all_news: tuple[MatchNews, ...]
    suggested_at: Instant
    need_answer: Answer | None = None
    offer_answer: Answer | None = None
