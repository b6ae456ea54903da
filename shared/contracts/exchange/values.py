"""Values of the exchange that its commands and events share: what a listing says."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from shared.contracts.accounts.values import OrganisationSize
from shared.contracts.provinces import Province
from shared.contracts.sectors import SectorCode
from shared.contracts.values import Id, Line, Money, Prose, Value
from shared.errors import N_, FieldFault

Title = Annotated[Line, Field(max_length=160)]
Summary = Annotated[Line, Field(max_length=400)]
Story = Annotated[Prose, Field(max_length=5_000)]
Passage = Annotated[Prose, Field(max_length=2_000)]
Keyword = Annotated[Line, Field(min_length=1, max_length=60)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Trl = Annotated[int, Field(ge=1, le=9)]
"""Technology readiness level."""
Gtin = Annotated[str, StringConstraints(pattern=r"^(?:[0-9]{8}|[0-9]{12,14})$")]
"""Global Trade Item Number."""


class Direction(StrEnum):
    """Which way the money flows: who receives it offers, who pays it needs."""

    OFFER = "offer"
    """Offer."""
    NEED = "need"
    """Need."""


class SubjectKind(StrEnum):
    """What is offered or needed."""

    TECHNOLOGY = "technology"
    """Technology."""
    EQUIPMENT = "equipment"
    """Equipment."""
    SERVICE = "service"
    """Service."""
    RESEARCH_PARTNER = "research_partner"
    """Research partner."""
    INVESTMENT = "investment"
    """Investment."""
    DISTRIBUTION = "distribution"
    """Distribution."""


class TransferMode(StrEnum):
    """How it changes hands."""

    LICENCE = "licence"
    """Licence."""
    SALE = "sale"
    """Sale."""
    JOINT_VENTURE = "joint_venture"
    """Joint venture."""
    COOPERATION = "cooperation"
    """Cooperation."""
    SUBCONTRACTING = "subcontracting"
    """Subcontracting."""
    SERVICE = "service"
    """Service."""
    RENTAL = "rental"
    """Rental."""
    TRIAL = "trial"
    """Trial."""


class IpKind(StrEnum):
    """How the knowledge in it is protected."""

    NONE = "none"
    """Not protected."""
    KNOW_HOW = "know_how"
    """Kept as know-how."""
    APPLIED = "applied"
    """Applied."""
    GRANTED = "granted"
    """Granted."""
    COPYRIGHT = "copyright"
    """Copyright."""
    DESIGN = "design"
    """Design."""


class Condition(StrEnum):
    """What state equipment is in."""

    NEW = "new"
    """New."""
    AS_NEW = "as_new"
    """As good as new."""
    USED = "used"
    """Used."""
    REFURBISHED = "refurbished"
    """Refurbished."""
    FOR_PARTS = "for_parts"
    """For parts."""


class PartnerType(StrEnum):
    """Who is sought."""

    ENTERPRISE = "enterprise"
    """Enterprise."""
    COOPERATIVE = "cooperative"
    """Cooperative."""
    UNIVERSITY = "university"
    """University."""
    INSTITUTE = "institute"
    """Institute."""
    INVESTOR = "investor"
    """Investor."""
    AUTHORITY = "authority"
    """Authority."""
    INDIVIDUAL = "individual"
    """Individual."""


class ListingStatus(StrEnum):
    """Where a listing stands."""

    DRAFT = "draft"
    """Draft."""
    PENDING_REVIEW = "pending_review"
    """Pending review."""
    REJECTED = "rejected"
    """Rejected."""
    PUBLISHED = "published"
    """Published."""
    PAUSED = "paused"
    """Paused."""
    RESERVED = "reserved"
    """Its last free unit is reserved."""
    SOLD_OUT = "sold_out"
    """Sold out."""
    EXPIRED = "expired"
    """Expired."""
    CLOSED = "closed"
    """Closed."""


class Closing(StrEnum):
    """Why a listing is no longer there."""

    CLOSED = "closed"
    """Closed."""
    EXPIRED = "expired"
    """Expired."""
    SOLD_OUT = "sold_out"
    """Sold out."""


class RejectionReason(StrEnum):
    """Why a moderator doesn't publish a listing."""

    INCOMPLETE = "incomplete"
    """Incomplete."""
    WRONG_SECTOR = "wrong_sector"
    """Wrong sector."""
    NOT_A_LISTING = "not_a_listing"
    """Not a listing."""
    TELLS_WHAT_IS_MASKED = "tells_what_is_masked"
    """Tells what is masked."""
    UNLAWFUL = "unlawful"
    """Unlawful."""
    DUPLICATE = "duplicate"
    """Duplicate."""
    OTHER = "other"
    """Other."""


class DeclineReason(StrEnum):
    """Why an enquiry is declined."""

    TOO_EARLY = "too_early"
    """Too early."""
    BENEFIT_UNCLEAR = "benefit_unclear"
    """Benefit unclear."""
    PRICE = "price"
    """Price."""
    NOT_EXCLUSIVE = "not_exclusive"
    """Not exclusive."""
    OTHER_FIELD = "other_field"
    """Other field."""
    NO_CAPACITY = "no_capacity"
    """No capacity."""


class EnquiryStatus(StrEnum):
    """Where an enquiry stands."""

    SENT = "sent"
    """Sent."""
    ACKNOWLEDGED = "acknowledged"
    """Acknowledged."""
    QUALIFIED = "qualified"
    """Qualified."""
    NEGOTIATING = "negotiating"
    """Negotiating."""
    DECLINED = "declined"
    """Declined."""


class NegotiationStatus(StrEnum):
    """Where a negotiation stands."""

    OPEN = "open"
    """Open."""
    ON_HOLD = "on_hold"
    """On hold."""
    AGREED = "agreed"
    """Agreed."""
    WITHDRAWN = "withdrawn"
    """Withdrawn."""
    EXPIRED = "expired"
    """Expired."""


class Agreement(StrEnum):
    """What the two sides conclude: a memorandum is no contract, and is counted apart."""

    CONTRACT = "contract"
    """Contract."""
    MEMORANDUM = "memorandum"
    """Memorandum."""


class DealStatus(StrEnum):
    """Where a deal stands."""

    RESERVED = "reserved"
    """Reserved."""
    CONFIRMED_BY_ONE = "confirmed_by_one"
    """Confirmed by one."""
    CONFIRMED = "confirmed"
    """Confirmed."""
    CANCELLED = "cancelled"
    """Cancelled."""


class CancelReason(StrEnum):
    """Why a deal isn't one."""

    LAPSED = "lapsed"
    """Nobody, or only one side, confirmed it in time."""
    OFFER_GONE = "offer_gone"
    """The offer was withdrawn at the moment in which it was accepted."""
    NO_LONGER_WANTED = "no_longer_wanted"
    """No longer wanted."""
    TERMS = "terms"
    """Terms."""
    OTHER = "other"
    """Other."""


class DisclosureLevel(StrEnum):
    """How much of a listing's owner is shown to an enquirer; each holds what is before it."""

    TERMS_ACCEPTED = "terms_accepted"
    """Terms accepted."""
    CONTACT_NAMED = "contact_named"
    """Contact named."""
    DOCUMENTS = "documents"
    """Documents."""


class NoticeKind(StrEnum):
    """What people are told of by mail and in their inbox."""

    LISTING_WAITS = "listing_waits"
    """To the moderators: there is one to look at."""
    LISTING_PUBLISHED = "listing_published"
    """Listing published."""
    LISTING_REJECTED = "listing_rejected"
    """Listing rejected."""
    LISTING_EXPIRES = "listing_expires"
    """Two weeks before."""
    LISTING_EXPIRED = "listing_expired"
    """Listing expired."""
    ENQUIRY_SENT = "enquiry_sent"
    """Enquiry sent."""
    ENQUIRY_STALE = "enquiry_stale"
    """To both: nobody has answered for a week."""
    ENQUIRY_DECLINED = "enquiry_declined"
    """Enquiry declined."""
    DISCLOSURE_ASKED = "disclosure_asked"
    """Disclosure asked."""
    DISCLOSURE_GRANTED = "disclosure_granted"
    """Disclosure granted."""
    OFFER_MADE = "offer_made"
    """Offer made."""
    NEGOTIATION_INVITED = "negotiation_invited"
    """A unit is free again, and it is this one's turn."""
    DEAL_RESERVED = "deal_reserved"
    """Deal reserved."""
    DEAL_CONFIRMED = "deal_confirmed"
    """Deal confirmed."""
    DEAL_CANCELLED = "deal_cancelled"
    """Deal cancelled."""
    MATCH_SUGGESTED = "match_suggested"
    """To the owner of a masked listing, whom nobody else can tell: it is matched."""


class Words(Value):
    """A line in the two languages of the exchange; either may be missing."""

    vi: Title = ""
    """Vietnamese."""
    en: Title = ""
    """English."""


class SummaryWords(Value):
    """One sentence in the two languages of the exchange; either may be missing."""

    vi: Summary = ""
    """Vietnamese."""
    en: Summary = ""
    """English."""


class StoryWords(Value):
    """A long text in the two languages of the exchange; either may be missing."""

    vi: Story = ""
    """Vietnamese."""
    en: Story = ""
    """English."""


class PassageWords(Value):
    """A paragraph or two in the two languages of the exchange; either may be missing."""

    vi: Passage = ""
    """Vietnamese."""
    en: Passage = ""
    """English."""


class FixedPrice(Value):
    """One price for each unit."""

    kind: Literal["fixed"] = "fixed"
    amount: Money
    """For one unit."""


class PriceRange(Value):
    """A price between two."""

    kind: Literal["range"] = "range"
    least: Money
    """From."""
    most: Money
    """To, in the same currency."""

    @model_validator(mode="after")
    def _in_order(self) -> "PriceRange":
        if self.least.currency != self.most.currency:
            raise FieldFault(("most", "currency"), "not_a_choice")
        if self.least.amount_minor > self.most.amount_minor:
            raise FieldFault(("most", "amount_minor"), "out_of_range")
        return self


class PriceOnRequest(Value):
    """The price is told to who asks."""

    kind: Literal["on_request"] = "on_request"
    hint: Annotated[Line, Field(max_length=200)] = ""
    """What may be said of it beforehand."""


Price = Annotated[FixedPrice | PriceRange | PriceOnRequest, Field(discriminator="kind")]


class IpStatus(Value):
    """How the knowledge is protected, with the number and end of the right where there is one."""

    kind: IpKind = IpKind.NONE
    """How."""
    number: Annotated[Line | None, Field(max_length=60, title=N_("Number of the right"))] = None
    """Of the application or the granted right; a masked listing doesn't show it."""
    expires_on: date | None = None
    """When the right ends."""


class ListingPlace(Value):
    """Where it is."""

    province: Annotated[Province | None, Field(title=N_("Province"))] = None
    """Province."""
    detail: Annotated[Line, Field(max_length=200)] = ""
    """Ward, village, industrial park; a masked listing doesn't show it."""


class PartnerSought(Value):
    """The partner that is sought."""

    types: Annotated[tuple[PartnerType, ...], Field(max_length=7)] = ()
    """What it is."""
    size: OrganisationSize | None = None
    """How large it is."""
    role: Annotated[Line, Field(max_length=400)] = ""
    """What it is to do."""


class Equipment(Value):
    """What is said of equipment beside the rest."""

    maker: Annotated[Line, Field(max_length=120)] = ""
    """Who has built it."""
    model: Annotated[Line, Field(max_length=120)] = ""
    """As its maker calls it."""
    year: Annotated[int | None, Field(ge=1900, le=2100)] = None
    """Year of building."""
    condition: Condition | None = None
    """What state it is in."""
    serial: Annotated[Line, Field(max_length=80)] = ""
    """Its number on the plate; told to nobody but the parties."""
    gtin: Gtin | None = None
    """Global Trade Item Number."""


class Image(Value):
    """A picture that was handed in to the exchange's files."""

    file_id: Id
    """Which."""
    sha256: Sha256
    """Of its content, as the upload answered it."""
    alt: Annotated[Line, Field(max_length=200)] = ""
    """What can be seen on it."""
    passed: bool = False
    """Whether it may be shown while the listing is masked: the owner says so for each."""


class Document(Value):
    """A document that was handed in to the exchange's files; read by those to whom the owner discloses it."""

    file_id: Id
    """Which."""
    sha256: Sha256
    """Of its content, as the upload answered it."""
    name: Annotated[Line, Field(max_length=160)] = ""
    """What it is called."""


class ListingContent(Value):
    """All that a listing says, whole. A draft may lack anything; what is missing is said when it is handed in."""

    direction: Direction | None = None
    """Whether it is offered or needed."""
    subject: SubjectKind | None = None
    """What it is."""
    sector: Annotated[SectorCode | None, Field(title=N_("Sector"))] = None
    """The sector, by its code in the taxonomy."""
    title: Annotated[Words, Field(title=N_("Title"))] = Words()
    """What it is called."""
    summary: SummaryWords = SummaryWords()
    """In one sentence."""
    description: StoryWords = StoryWords()
    """What it is and does."""
    advantages: PassageWords = PassageWords()
    """What is better in it than in what exists."""
    problem: PassageWords = PassageWords()
    """The problem that it solves, or that is to be solved."""
    keywords: Annotated[tuple[Keyword, ...], Field(max_length=12)] = ()
    """Words that it is to be found by."""
    trl: Annotated[Trl | None, Field(title=N_("Technology readiness level"))] = None
    """How ready an offer is; the least that a need takes."""
    ip: IpStatus = IpStatus()
    """How the knowledge is protected."""
    transfer_modes: Annotated[tuple[TransferMode, ...], Field(max_length=8)] = ()
    """How it may change hands."""
    price: Price = PriceOnRequest()
    """What it costs, or what may be paid."""
    quantity: Annotated[int | None, Field(ge=1, le=1_000_000, title=N_("Quantity"))] = 1
    """How many units there are in all; none is given for what isn't used up, as a licence for anybody."""
    place: ListingPlace = ListingPlace()
    """Where it is."""
    partner: PartnerSought = PartnerSought()
    """Who is sought."""
    equipment: Equipment | None = None
    """What is said of equipment."""
    images: Annotated[tuple[Image, ...], Field(max_length=8)] = ()
    """Pictures, the first one first."""
    documents: Annotated[tuple[Document, ...], Field(max_length=8)] = ()
    """Documents for those to whom they are disclosed."""
    masked: bool = False
    """Whether the owner's name, pictures that weren't passed, place but for the province, and numbers stay hidden."""


class PublicListing(Value):
    """What everybody may read of a published listing. Of a masked one it holds nothing that tells the owner."""

    direction: Direction
    subject: SubjectKind
    sector: SectorCode
    title: Words
    summary: SummaryWords
    description: StoryWords
    advantages: PassageWords
    problem: PassageWords
    keywords: tuple[Keyword, ...]
    trl: Trl | None
    ip: IpStatus
    transfer_modes: tuple[TransferMode, ...]
    price: Price
    quantity: int | None
    place: ListingPlace
    partner: PartnerSought
    equipment: Equipment | None
    images: tuple[Image, ...]


class OfferTerms(Value):
    """What one side offers the other. The texts stand beside it: they are sealed."""

    price: Money
    """For all of the quantity together."""
    quantity: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    """How many units."""
    mode: TransferMode
    """How they change hands."""
    agreement: Agreement = Agreement.CONTRACT
    """What would be concluded."""


class Waiting(Value):
    """A negotiation that waits for units of a listing."""

    negotiation_id: Id
    """Which."""
    position: int
    """1 for the one that is asked next."""
