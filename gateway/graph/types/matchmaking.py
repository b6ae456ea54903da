"""Matches: which offer meets which need, why, and what the two sides say to it."""

from datetime import datetime
from typing import Any

import strawberry
from strawberry import Info, Parent

from gateway.graph.enums.matchmaking import DeclineReason, Factor, IpKind, MatchNews, Side, Stance, TransferMode
from gateway.graph.rules.matchmaking import speaking
from gateway.graph.scalars import Long
from gateway.graph.sources import column, reference
from gateway.graph.types.accounts import Tenant
from gateway.graph.types.nodes import Node


@strawberry.type(description="From the least to the most that an offer costs; of a need, what may be paid.")
class MatchPrice:
    """A band of prices."""

    least: Long = column("least", "In the smallest unit of the currency.")
    most: Long = column("most", "In the smallest unit of the currency.")
    currency: str = column("currency", "ISO 4217.")


@strawberry.type(description="A listing as it was when it was matched. Of a masked one it tells nothing of its owner.")
class MatchListing:
    """A side of a match."""

    listing_id: strawberry.ID = column("listing_id", "The id that commands take.")
    masked: bool = column("masked", "Whether its owner is hidden.")
    title: str = column("title.vi", "What it is called in Vietnamese; it may be empty where there is an English title.")
    title_en: str = column("title.en", "What it is called in English; it may be empty.")
    sector: str = column("sector", "The code of its sector.")
    trl: int | None = column("trl", "How ready an offer is; the least that a need takes.")
    price: MatchPrice | None = column("price", "What it costs, or what may be paid; null where it is told on request.")
    transfer_modes: list[TransferMode] = column("transfer_modes", "How it may change hands.")
    province: str | None = column("province", "The code of the province where it is.")
    ip: IpKind = column("ip", "How the knowledge is protected.")


@strawberry.type(description="How well a factor fits, out of a hundred, and how much it counts beside the others.")
class MatchFactor:
    """A factor of a score."""

    factor: Factor = column("factor", "Which.")
    weight: int = column("weight", "How much it counts beside the other factors of this match.")
    need: int = column("need", "How well it fits as the need's side sees it, of 100.")
    offer: int = column("offer", "How well it fits as the offer's side sees it, of 100.")


def _sides(parent: Parent[dict[str, Any]], info: Info[Any, None]) -> list[Side]:
    return [side for side in Side if speaking(info.context.viewer, side).holds(parent)]


def _mutual(parent: Parent[dict[str, Any]]) -> bool:
    return bool(parent.get("mutual"))


@strawberry.type(description="An offer that meets a need, seen by the members of its two sides.")
class Match(Node):
    """A match."""

    match_id: strawberry.ID = column("match_id", "The id that commands take.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    need_id: strawberry.ID = column("need_id", "The id of the listing that is needed.")
    offer_id: strawberry.ID = column("offer_id", "The id of the listing that is offered.")
    need: MatchListing = column("need", "What is needed.")
    offer: MatchListing = column("offer", "What is offered.")
    score: int = column("score", "How well they fit, of 100, for both: the harmonic mean of the two sides' views.")
    need_score: int = column("need_score", "How well they fit as the need's side sees it, of 100.")
    offer_score: int = column("offer_score", "How well they fit as the offer's side sees it, of 100.")
    factors: list[MatchFactor] = column("factors", "What the score is made of, what counts most first.")
    words: list[str] = column("words", "Words that both have, the most telling first.")
    weights_version: int | None = column("weights_version", "Which weights the score was made with.")
    news: list[MatchNews] = column("news", "What made it new when it was suggested last.")
    suggested_at: datetime = column("suggested_at", "When it was suggested last.")
    over: bool = column("over", "Whether the two don't fit any more, or one of them is no longer there.")
    mutual: bool = strawberry.field(resolver=_mutual, description="Whether both sides are interested.")
    viewer_sides: list[Side] = strawberry.field(resolver=_sides, description="The sides that the viewer speaks for.")
    need_stance: Stance | None = column("need_stance", "What the need's side says; null where it has said nothing.")
    need_reason: DeclineReason | None = column("need_reason", "Why the need's side declines.")
    need_answered_at: datetime | None = column("need_answered_at", "When the need's side has answered.")
    offer_stance: Stance | None = column("offer_stance", "What the offer's side says; null where it has said nothing.")
    offer_reason: DeclineReason | None = column("offer_reason", "Why the offer's side declines.")
    offer_answered_at: datetime | None = column("offer_answered_at", "When the offer's side has answered.")
    tenant: Tenant | None = reference("Tenant", "tenant_id", "Whose Techfest it is.")
