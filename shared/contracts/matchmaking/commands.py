"""What may be asked of matchmaking. Whose answer it is follows from the organisation that the person belongs to."""

from shared.contracts.commands import Command
from shared.contracts.matchmaking import refusals as no
from shared.contracts.matchmaking.values import DeclineReason, Side
from shared.contracts.values import Id


class ShowInterest(Command, wire="matchmaking.show_interest", about="match_id", refuses=(no.MatchOver,)):
    """Says that a match is of interest. The other side learns of it once both have said so."""

    match_id: Id
    """The match."""
    side: Side
    """For whom it is said: the need's owner or the offer's."""


class DeclineMatch(Command, wire="matchmaking.decline_match", about="match_id", refuses=(no.MatchOver,)):
    """Says that a match is of no interest, and why; it is put away for one's own side, and the other isn't told."""

    match_id: Id
    """The match."""
    side: Side
    """For whom it is said."""
    reason: DeclineReason
    """Why."""


class TakeBackAnswer(Command, wire="matchmaking.take_back_answer", about="match_id", refuses=(no.NothingToTakeBack,)):
    """Takes back what one's own side has said of a match: it waits for an answer again."""

    match_id: Id
    """The match."""
    side: Side
    """For whom it is taken back."""
