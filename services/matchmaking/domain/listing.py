"""A published listing, as far as it is matched."""

from dataclasses import dataclass

from shared.contracts.exchange.values import (
    Direction,
    FixedPrice,
    IpKind,
    Price,
    PriceRange,
    PublicListing,
    SubjectKind,
    TransferMode,
    Words,
)
from shared.contracts.matchmaking.values import MatchSide, PriceBand

NO_TITLE = Words()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is compared beside texts."""

    listing_id: str
    tenant_id: str
    owner_id: str
    masked: bool
    seq: int
    direction: Direction
    subject: SubjectKind
    sector: str
    trl: int | None = None
    """How ready an offer is; the least that a need takes."""
    ip: IpKind = IpKind.NONE
    modes: tuple[TransferMode, ...] = ()
    price: PriceBand | None = None
    """None where it is told on request."""
    province: str | None = None
    awards: int = 0
    """How many its owner has won."""
    title: Words = NO_TITLE

    @property
    def is_offer(self) -> bool:
        """Whether it is offered; else it is needed."""
        return self.direction is Direction.OFFER

    @property
    def version(self) -> tuple[int, int]:
        """Rises with whatever is told of it."""
        return self.seq, self.awards

    @property
    def side(self) -> MatchSide:
        """What a match keeps of it."""
        return MatchSide(
            listing_id=self.listing_id,
            owner_id=self.owner_id,
            masked=self.masked,
            seq=self.seq,
            awards=self.awards,
            title=self.title,
            sector=self.sector,
            trl=self.trl,
            price=self.price,
            transfer_modes=self.modes,
            province=self.province,
            ip=self.ip,
        )


@dataclass(frozen=True, slots=True)
class Published:
    """A listing as the exchange has told it last. `content` is None once it is not to be matched any more."""

    listing_id: str
    tenant_id: str
    seq: int
    owner_id: str = ""
    masked: bool = False
    content: PublicListing | None = None


def facts_of(listing: Published, content: PublicListing, awards: int = 0) -> Facts:
    """What is compared of a listing, and how many awards its owner has won."""
    return Facts(
        listing_id=listing.listing_id,
        tenant_id=listing.tenant_id,
        owner_id=listing.owner_id,
        masked=listing.masked,
        seq=listing.seq,
        direction=content.direction,
        subject=content.subject,
        sector=content.sector,
        trl=content.trl,
        ip=content.ip.kind,
        modes=content.transfer_modes,
        price=_band(content.price),
        province=content.place.province,
        awards=awards,
        title=content.title,
    )


def _band(price: Price) -> PriceBand | None:
    match price:
        case FixedPrice():
            amount = price.amount
            return PriceBand(least=amount.amount_minor, most=amount.amount_minor, currency=amount.currency)
        case PriceRange():
            least, most = price.least, price.most
            return PriceBand(least=least.amount_minor, most=most.amount_minor, currency=least.currency)
    return None
