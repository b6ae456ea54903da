"""Values of matchmaking that its commands and events share."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from shared.contracts.exchange.values import IpKind, TransferMode, Trl, Words
from shared.contracts.provinces import Province
from shared.contracts.sectors import SectorCode
from shared.contracts.values import Id, Instant, Line, Value


class Side(StrEnum):
    """One of the two that a match joins."""

    NEED = "need"
    """Who looks for something."""
    OFFER = "offer"
    """Who has it."""


class Factor(StrEnum):
    """What is weighed in a match."""

    TEXT = "text"
    """Both speak of the same matter."""
    SECTOR = "sector"
    """How near they are in the taxonomy."""
    READINESS = "readiness"
    """By how much the offer's TRL is above the least that is needed."""
    TRANSFER = "transfer"
    """The ways of transfer that both name."""
    PRICE = "price"
    """How the price lies within what may be paid."""
    PLACE = "place"
    """How near they are."""
    IP = "ip"
    """Whether the knowledge is protected as it is to be transferred."""


class MatchNews(StrEnum):
    """What made a match new. Each is told once for a pair, ever."""

    PUBLISHED = "published"
    """The need or the offer was published."""
    TRL_RAISED = "trl_raised"
    """The offer is readier than before."""
    PRICE_LOWERED = "price_lowered"
    """The offer costs less than before."""
    NEED_WIDENED = "need_widened"
    """The need asks for less, or would pay more, than before."""
    REVISED = "revised"
    """What one of them says was changed so that the two fit for the first time."""
    AWARD_WON = "award_won"
    """Who offers has won an award."""


class DeclineReason(StrEnum):
    """Why a match is of no interest."""

    TOO_EARLY = "too_early"
    """It is too early."""
    BENEFIT_UNCLEAR = "benefit_unclear"
    """The benefit isn't clear."""
    PRICE = "price"
    """Its price."""
    NOT_EXCLUSIVE = "not_exclusive"
    """It isn't exclusive."""
    OTHER_FIELD = "other_field"
    """It is of another field."""
    NO_CAPACITY = "no_capacity"
    """There is no capacity for it now."""
    KNOWN_ALREADY = "known_already"
    """The two know each other."""
    OTHER = "other"
    """Another reason."""


class Stance(StrEnum):
    """What a side says to a match."""

    INTERESTED = "interested"
    """It is of interest."""
    DECLINED = "declined"
    """It isn't."""


Points = Annotated[int, Field(ge=0, le=100)]
"""Out of a hundred."""


class PriceBand(Value):
    """From the least to the most that an offer costs; of a need, what may be paid."""

    least: Annotated[int, Field(ge=0)]
    """In the smallest unit of the currency."""
    most: Annotated[int, Field(ge=0)]
    """In the smallest unit of the currency."""
    currency: str
    """ISO 4217."""


class MatchSide(Value):
    """A listing as it was when it was matched: what is compared of it, so that the score can be read beside it."""

    listing_id: Id
    """Which."""
    owner_id: Id
    """Whose; of a masked listing a pseudonym, as the exchange tells it."""
    masked: bool = False
    """Whether the owner's name is hidden."""
    seq: int
    """The listing's last fact that was known."""
    awards: int = 0
    """How many awards of its owner were known."""
    title: Words = Words()
    """What it is called."""
    sector: SectorCode
    """Its sector."""
    trl: Trl | None = None
    """How ready an offer is; the least that a need takes."""
    price: PriceBand | None = None
    """None where it is told on request."""
    transfer_modes: tuple[TransferMode, ...] = ()
    """How it may change hands."""
    province: Province | None = None
    """Where it is."""
    ip: IpKind = IpKind.NONE
    """How the knowledge is protected."""


class FactorFit(Value):
    """How well a factor fits, seen from either side."""

    factor: Factor
    """Which."""
    weight: int
    """How much it counts beside the others."""
    need: Points
    """As the need's side sees it."""
    offer: Points
    """As the offer's side sees it."""


class MatchScore(Value):
    """How well two listings fit. A factor of which one of them says nothing is left out, and not held against it."""

    score: Points
    """Of both sides together: the harmonic mean, so that the lower one counts most."""
    need: Points
    """As the need's side sees it."""
    offer: Points
    """As the offer's side sees it."""
    factors: tuple[FactorFit, ...]
    """What it is made of, in the order of the weights."""
    words: tuple[Line, ...]
    """The words that both have, the most telling first."""
    weights_version: int
    """Which weights it was made with."""


class Answer(Value):
    """What a side has said."""

    stance: Stance
    """Interested, or not."""
    reason: DeclineReason | None = None
    """Why not."""
    at: Instant
    """When."""
