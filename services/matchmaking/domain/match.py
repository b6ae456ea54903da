"""A match: one for each need and offer. It is told once for each reason, ever, and each side answers it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.matchmaking.domain.commands import SuggestMatch
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.matchmaking import refusals as no
from shared.contracts.matchmaking.commands import DeclineMatch, ShowInterest, TakeBackAnswer
from shared.contracts.matchmaking.events import (
    AnswerTakenBack,
    InterestShown,
    MatchDeclined,
    MatchRescored,
    MatchSnapshot,
    MatchSuggested,
)
from shared.contracts.matchmaking.values import Answer, MatchNews, MatchScore, MatchSide, Side, Stance
from shared.contracts.places import Places
from shared.errors import NotFound

News = tuple[MatchNews, ...]
Own = frozenset[Side]
"""The sides that whoever answers speaks for; access asks for them."""


@dataclass(frozen=True, slots=True)
class Match:
    """A match as it stands. `fit` is None once the two don't fit any more; `news` is what was told of it last."""

    match_id: str
    tenant_id: str
    need: MatchSide
    offer: MatchSide
    fit: MatchScore | None
    news: tuple[MatchNews, ...]
    all_news: tuple[MatchNews, ...]
    suggested_at: datetime
    need_answer: Answer | None = None
    offer_answer: Answer | None = None

    def answer_of(self, side: Side) -> Answer | None:
        """What a side has said."""
        return self.need_answer if side is Side.NEED else self.offer_answer

    def owner_of(self, side: Side) -> MatchSide:
        """A side's listing."""
        return self.need if side is Side.NEED else self.offer


def suggest(match: Match | None, command: SuggestMatch, context: Context) -> Sequence[Event]:
    """Told where there is news that this pair was not told of before; else its score is brought up to date.

    What was compared before the match's last state changes nothing, so that a log may be read again. A pair that still
    fits isn't told of a changed text.
    """
    if match is None:
        return (_suggested(command, (), command.news, context.now),) if command.fit and command.news else ()
    if not _is_newer(command, match):
        return ()
    if command.fit is not None and (news := _untold(command.news, match)):
        return (_suggested(command, match.all_news, news, context.now),)
    return (_rescored(command, context.now),) if _says_more(command, match) else ()


def _says_more(command: SuggestMatch, match: Match) -> bool:
    """Whether the two fit otherwise than before, or something else is to be seen of one of them."""
    then, now = ([_seen(side) for side in (one.need, one.offer)] for one in (match, command))
    return command.fit != match.fit or then != now


def _seen(side: MatchSide) -> MatchSide:
    """What can be seen of a side: all but how far it was known."""
    return side.model_copy(update={"seq": 0, "awards": 0})


def _untold(news: News, match: Match) -> News:
    known = {*match.all_news, *((MatchNews.REVISED,) if match.fit else ())}
    return tuple(one for one in news if one not in known)


def _is_newer(command: SuggestMatch, match: Match) -> bool:
    """Whether either listing is known further than in the match, and neither less far."""
    now = (_version(command.need), _version(command.offer))
    then = (_version(match.need), _version(match.offer))
    return now != then and all(new >= old for new, old in zip(now, then, strict=True))


def _version(side: MatchSide) -> tuple[int, int]:
    return side.seq, side.awards


def _suggested(command: SuggestMatch, before: News, news: News, now: datetime) -> MatchSuggested:
    if command.fit is None:
        raise ValueError("what doesn't fit is not suggested")
    return MatchSuggested(
        match_id=command.match_id,
        tenant_id=command.tenant_id,
        need=command.need,
        offer=command.offer,
        fit=command.fit,
        news=news,
        all_news=(*before, *news),
        suggested_at=now,
    )


def _rescored(command: SuggestMatch, now: datetime) -> MatchRescored:
    return MatchRescored(
        match_id=command.match_id,
        tenant_id=command.tenant_id,
        need=command.need,
        offer=command.offer,
        fit=command.fit,
        rescored_at=now,
    )


def show_interest(match: Match | None, command: ShowInterest, context: Context, _: Own) -> Sequence[Event]:
    """Interested; said again it changes nothing."""
    known = _open(match)
    if (said := known.answer_of(command.side)) and said.stance is Stance.INTERESTED:
        return ()
    other = known.answer_of(Side.OFFER if command.side is Side.NEED else Side.NEED)
    mutual = other is not None and other.stance is Stance.INTERESTED
    return (
        InterestShown(
            match_id=known.match_id,
            tenant_id=known.tenant_id,
            side=command.side,
            mutual=mutual,
            shown_at=context.now,
        ),
    )


def decline(match: Match | None, command: DeclineMatch, context: Context, _: Own) -> Sequence[Event]:
    """Not interested, with the reason; said again with the same it changes nothing."""
    known = _open(match)
    if (said := known.answer_of(command.side)) and said.reason is command.reason:
        return ()
    return (
        MatchDeclined(
            match_id=known.match_id,
            tenant_id=known.tenant_id,
            side=command.side,
            reason=command.reason,
            declined_at=context.now,
        ),
    )


def take_back(match: Match | None, command: TakeBackAnswer, context: Context, _: Own) -> Sequence[Event]:
    """The side has said nothing; of a match that is over, too."""
    if match is None:
        raise NotFound
    if match.answer_of(command.side) is None:
        raise no.NothingToTakeBack
    return (
        AnswerTakenBack(
            match_id=match.match_id,
            tenant_id=match.tenant_id,
            side=command.side,
            taken_back_at=context.now,
        ),
    )


def _open(match: Match | None) -> Match:
    if match is None:
        raise NotFound
    if match.fit is None:
        raise no.MatchOver
    return match


def apply(match: Match | None, event: Event) -> Match:
    """The match after the fact."""
    match event:
        case MatchSuggested():
            return Match(**dict(event)) if match is None else replace(match, **dict(event))
        case MatchRescored() if match is not None:
            return replace(match, need=event.need, offer=event.offer, fit=event.fit)
        case MatchSnapshot():
            return Match(**dict(event))
    if match is None:
        raise TypeError(f"{type(event).__name__} begins no match")
    return _answered(match, event)


def _answered(match: Match, event: Event) -> Match:
    match event:
        case InterestShown():
            return _with(match, event.side, Answer(stance=Stance.INTERESTED, at=event.shown_at))
        case MatchDeclined():
            declined = Answer(stance=Stance.DECLINED, reason=event.reason, at=event.declined_at)
            return _with(match, event.side, declined)
        case AnswerTakenBack():
            return _with(match, event.side, None)
    raise TypeError(f"{type(event).__name__} is no fact of a match")


def _with(match: Match, side: Side, answer: Answer | None) -> Match:
    return replace(match, need_answer=answer) if side is Side.NEED else replace(match, offer_answer=answer)


def snapshot(match: Match) -> MatchSnapshot:
    """All that told facts have said."""
    return MatchSnapshot(
        match_id=match.match_id,
        tenant_id=match.tenant_id,
        need=match.need,
        offer=match.offer,
        fit=match.fit,
        news=match.news,
        all_news=match.all_news,
        suggested_at=match.suggested_at,
        need_answer=match.need_answer,
        offer_answer=match.offer_answer,
    )


def places(match: Match) -> Places:
    """Its tenant."""
    return Places(match.tenant_id)
