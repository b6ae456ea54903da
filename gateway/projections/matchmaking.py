"""What matchmaking tells, as rows."""

from collections.abc import Mapping

from gateway.projections.rows import Fields, Index, Projected, row_of
from shared.bus.projection import Copy
from shared.contracts.events import Told
from shared.contracts.matchmaking import events as told
from shared.contracts.matchmaking.values import Answer, MatchScore, MatchSide, Side, Stance

UNANSWERED: Fields = {"stance": None, "reason": None, "answered_at": None}


def _sides(need: MatchSide, offer: MatchSide) -> Fields:
    return {**_side(Side.NEED, need), **_side(Side.OFFER, offer)}


def _side(side: Side, listing: MatchSide) -> Fields:
    shown = listing.model_dump(mode="json", exclude={"seq", "awards", "owner_id"})
    return {side.value: shown, f"{side}_id": listing.listing_id, f"{side}_owner_id": listing.owner_id}


def _fit(fit: MatchScore | None) -> Fields:
    """What no longer fits keeps no score: it stands at the end of every list by score."""
    if fit is None:
        return {"over": True, "score": 0, "need_score": 0, "offer_score": 0, "factors": [], "words": []}
    return {
        "over": False,
        "score": fit.score,
        "need_score": fit.need,
        "offer_score": fit.offer,
        "factors": [factor.model_dump(mode="json") for factor in fit.factors],
        "words": list(fit.words),
        "weights_version": fit.weights_version,
    }


def _suggested(event: told.MatchSuggested | told.MatchSnapshot) -> Fields:
    return {
        "match_id": event.match_id,
        "tenant_id": event.tenant_id,
        **_sides(event.need, event.offer),
        **_fit(event.fit),
        "news": [news.value for news in event.news],
        "all_news": [news.value for news in event.all_news],
        "suggested_at": event.suggested_at,
    }


def _rescored(event: told.MatchRescored) -> Fields:
    return {**_sides(event.need, event.offer), **_fit(event.fit)}


def _answer(side: Side, answer: Answer | None) -> Fields:
    if answer is None:
        return {f"{side}_{name}": value for name, value in UNANSWERED.items()}
    said = {"stance": answer.stance.value, "reason": answer.reason and answer.reason.value, "answered_at": answer.at}
    return {f"{side}_{name}": value for name, value in said.items()}


def _interest(event: told.InterestShown) -> Fields:
    answer = Answer(stance=Stance.INTERESTED, at=event.shown_at)
    return {**_answer(event.side, answer), "mutual": event.mutual}


def _declined(event: told.MatchDeclined) -> Fields:
    answer = Answer(stance=Stance.DECLINED, reason=event.reason, at=event.declined_at)
    return {**_answer(event.side, answer), "mutual": False}


def _taken_back(event: told.AnswerTakenBack) -> Fields:
    return {**_answer(event.side, None), "mutual": False}


def _snapshot(event: told.MatchSnapshot) -> Fields:
    answers = (event.need_answer, event.offer_answer)
    return {
        **_suggested(event),
        **_answer(Side.NEED, event.need_answer),
        **_answer(Side.OFFER, event.offer_answer),
        "mutual": all(answer is not None and answer.stance is Stance.INTERESTED for answer in answers),
    }


PROJECTED: Mapping[type[Told], Projected] = {
    told.MatchSuggested: row_of("matches", "match", _suggested),
    told.MatchRescored: row_of("matches", "match", _rescored),
    told.InterestShown: row_of("matches", "match", _interest),
    told.MatchDeclined: row_of("matches", "match", _declined),
    told.AnswerTakenBack: row_of("matches", "match", _taken_back),
    told.MatchSnapshot: row_of("matches", "match", _snapshot),
}

INDEXES: Mapping[str, tuple[Index, ...]] = {
    "matches": (
        (("tenant_id", 1), ("score", 1), ("_id", 1)),
        (("need_owner.belonging", 1), ("score", 1), ("_id", 1)),
        (("offer_owner.belonging", 1), ("score", 1), ("_id", 1)),
        (("need_id", 1), ("score", 1), ("_id", 1)),
        (("offer_id", 1), ("score", 1), ("_id", 1)),
        (("need_owner_id", 1),),
        (("offer_owner_id", 1),),
    ),
}

COPIES: tuple[Copy, ...] = tuple(
    Copy(
        name=f"{side}_owner",
        of="organisations",
        into="matches",
        by=f"{side}_owner_id",
        fields=("belonging",),
        source="members",
    )
    for side in Side
)
"""Matches are shown to those who belong to their owners; a pseudonym is no organisation's id, and has no members."""
