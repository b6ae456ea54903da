"""Listings as the exchange tells them, and the commands, events and states of matchmaking."""

from datetime import timedelta
from typing import Any

from services.matchmaking.domain.commands import SuggestMatch
from services.matchmaking.domain.listing import Facts, Published, facts_of
from services.matchmaking.domain.match import Match
from services.matchmaking.handlers.hearing import match_id
from shared.contracts.exchange import events as exchange
from shared.contracts.exchange.values import (
    Direction,
    FixedPrice,
    IpKind,
    IpStatus,
    ListingPlace,
    ListingStatus,
    PartnerSought,
    Price,
    PriceRange,
    PublicListing,
    StoryWords,
    SubjectKind,
    SummaryWords,
    TransferMode,
    Words,
)
from shared.contracts.judging import events as judging
from shared.contracts.matchmaking import commands, events
from shared.contracts.matchmaking.values import (
    Answer,
    DeclineReason,
    Factor,
    FactorFit,
    MatchNews,
    MatchScore,
    MatchSide,
    Side,
    Stance,
)
from shared.contracts.values import Money
from tests.builders.accounts import ORGANISATION, PERSON, TENANT, text
from tests.builders.registration import DURING, place

NEED, OFFER = "need-say-lua", "offer-say-lua"
BUYER, SELLER = "organisation-htx", ORGANISATION
MATCH = match_id(NEED, OFFER)
MILLION = 1_000_000


def up_to(millions: int) -> Price:
    """What may be paid, in millions of đồng."""
    return PriceRange(least=Money(amount_minor=0), most=Money(amount_minor=millions * MILLION))


def for_(millions: int) -> Price:
    """What one unit costs, in millions of đồng."""
    return FixedPrice(amount=Money(amount_minor=millions * MILLION))


def content(direction: Direction, **given: Any) -> PublicListing:
    usual = {
        "direction": direction,
        "subject": SubjectKind.EQUIPMENT,
        "sector": "agriculture.postharvest",
        "title": Words(vi="Máy sấy lúa tầng sôi"),
        "summary": SummaryWords(vi="Máy sấy lúa 5 tấn mỗi mẻ, đốt trấu."),
        "description": StoryWords(vi="Sấy lúa tươi bằng tầng sôi, giảm nứt hạt, dùng trấu làm chất đốt."),
        "advantages": {},
        "problem": {},
        "keywords": ("sấy lúa",),
        "trl": 8,
        "ip": IpStatus(kind=IpKind.KNOW_HOW),
        "transfer_modes": (TransferMode.SALE,),
        "price": for_(380),
        "quantity": 1,
        "place": ListingPlace(province="24"),
        "partner": PartnerSought(),
        "equipment": None,
        "images": (),
    }
    return PublicListing.model_validate({**usual, **given})


def wanted(**given: Any) -> PublicListing:
    """A rice dryer of TRL 7 or more, for 400 million at most, licensed or bought."""
    usual = {
        "title": Words(vi="Cần máy sấy lúa"),
        "summary": SummaryWords(vi="Hợp tác xã cần máy sấy lúa cho vụ tới, 5 tấn một mẻ, đốt trấu."),
        "description": StoryWords(vi="Lúa tươi cần sấy ngay sau thu hoạch để hạt không nứt."),
        "trl": 7,
        "ip": IpStatus(),
        "transfer_modes": (TransferMode.LICENCE, TransferMode.SALE),
        "price": up_to(400),
    }
    return content(Direction.NEED, **{**usual, **given})


def offered(**given: Any) -> PublicListing:
    """A rice dryer of TRL 8 for 380 million."""
    return content(Direction.OFFER, **given)


def published(listing_id: str, content: PublicListing, owner_id: str = SELLER, seq: int = 1, **given: Any) -> Published:
    return Published(
        **{"listing_id": listing_id, "tenant_id": TENANT, "seq": seq, "owner_id": owner_id, "content": content, **given}
    )


def facts(listing_id: str, says: PublicListing, owner_id: str = SELLER, seq: int = 1, awards: int = 0) -> Facts:
    return facts_of(published(listing_id, says, owner_id, seq), says, awards)


def _told(listing_id: str, says: PublicListing, owner_id: str, **given: Any) -> dict[str, Any]:
    return {
        "listing_id": listing_id,
        "tenant_id": TENANT,
        "owner_id": owner_id,
        "masked": False,
        "content": says,
        "available": 1,
        "published_at": DURING,
        "changed_at": DURING,
        "expires_at": DURING + timedelta(days=90),
        **given,
    }


def listing_published(listing_id: str, says: PublicListing, owner_id: str = SELLER, **given: Any) -> Any:
    return exchange.ListingPublished(**_told(listing_id, says, owner_id, **given))


def listing_changed(listing_id: str, says: PublicListing, owner_id: str = SELLER, **given: Any) -> Any:
    return exchange.ListingChanged(**_told(listing_id, says, owner_id, **{"status": ListingStatus.PUBLISHED, **given}))


def listing_closed(listing_id: str, **given: Any) -> Any:
    return exchange.ListingClosed(
        **{"listing_id": listing_id, "tenant_id": TENANT, "reason": "closed", "closed_at": DURING, **given}
    )


def fit(score: int = 84, **given: Any) -> MatchScore:
    usual = {
        "score": score,
        "need": 80,
        "offer": 88,
        "factors": (
            FactorFit(factor=Factor.TEXT, weight=40, need=75, offer=90),
            FactorFit(factor=Factor.PRICE, weight=15, need=92, offer=100),
        ),
        "words": ("sấy lúa", "tầng sôi"),
        "weights_version": 1,
    }
    return MatchScore(**{**usual, **given})


def need_side(**given: Any) -> MatchSide:
    return facts(NEED, wanted(), BUYER).side.model_copy(update=given)


def offer_side(**given: Any) -> MatchSide:
    return facts(OFFER, offered()).side.model_copy(update=given)


def suggest_match(**given: Any) -> SuggestMatch:
    usual = {"match_id": MATCH, "tenant_id": TENANT, "need": need_side(), "offer": offer_side(), "fit": fit()}
    return SuggestMatch(**{**usual, "news": (MatchNews.PUBLISHED,), **given})


def show_interest(side: Side = Side.NEED, **given: Any) -> commands.ShowInterest:
    return commands.ShowInterest(**{"match_id": MATCH, "side": side, **given})


def decline_match(side: Side = Side.NEED, **given: Any) -> commands.DeclineMatch:
    return commands.DeclineMatch(**{"match_id": MATCH, "side": side, "reason": DeclineReason.PRICE, **given})


def take_back_answer(side: Side = Side.NEED, **given: Any) -> commands.TakeBackAnswer:
    return commands.TakeBackAnswer(**{"match_id": MATCH, "side": side, **given})


def match_suggested(**given: Any) -> events.MatchSuggested:
    asked = suggest_match()
    usual = {**dict(asked), "all_news": asked.news, "suggested_at": DURING}
    return events.MatchSuggested(**{**usual, **given})


def match(**given: Any) -> Match:
    usual = {
        "match_id": MATCH,
        "tenant_id": TENANT,
        "need": need_side(),
        "offer": offer_side(),
        "fit": fit(),
        "news": (MatchNews.PUBLISHED,),
        "all_news": (MatchNews.PUBLISHED,),
        "suggested_at": DURING,
    }
    return Match(**{**usual, **given})


def interested() -> Answer:
    return Answer(stance=Stance.INTERESTED, at=DURING)


def declined(reason: DeclineReason = DeclineReason.PRICE) -> Answer:
    return Answer(stance=Stance.DECLINED, reason=reason, at=DURING)


def result_published(*organisations: str, result_id: str = "result-final-01") -> judging.ResultPublished:
    """The organisations' entries have places, in this order."""
    places = [
        {"place": n, "entry_id": f"entry-{organisation}", "organisation_id": organisation}
        for n, organisation in enumerate(organisations, 1)
    ]
    return judging.ResultPublished.model_validate({
        "result_id": result_id, "place": place(), "award_id": "award-agri-01", "award": text("Giải Nông nghiệp"),
        "round_id": "round-final-1", "round": text("Chung khảo"), "number": 1, "sealed_hash": "0" * 64,
        "places": places, "published_by": PERSON, "published_at": DURING,
    })  # fmt: skip
