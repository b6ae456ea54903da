"""What the values of a listing are called, by their names in the schema."""

from collections.abc import Mapping

from gateway.web.words import Words
from shared.contracts.provinces import PROVINCES
from shared.contracts.sectors import SECTORS
from shared.errors import N_
from shared.texts.numbers import money

DIRECTION: Mapping[str, str] = {"OFFER": N_("Offered"), "NEED": N_("Wanted")}
SUBJECT: Mapping[str, str] = {
    "TECHNOLOGY": N_("Technology"),
    "EQUIPMENT": N_("Equipment"),
    "SERVICE": N_("Service"),
    "RESEARCH_PARTNER": N_("Research partner"),
    "INVESTMENT": N_("Investment"),
    "DISTRIBUTION": N_("Distribution"),
}
MODE: Mapping[str, str] = {
    "LICENCE": N_("Licence"),
    "SALE": N_("Sale"),
    "JOINT_VENTURE": N_("Joint venture"),
    "COOPERATION": N_("Technical cooperation"),
    "SUBCONTRACTING": N_("Subcontracting"),
    "SERVICE": N_("As a service"),
    "RENTAL": N_("Rental"),
    "TRIAL": N_("Trial"),
}
IP: Mapping[str, str] = {
    "NONE": N_("No protection"),
    "KNOW_HOW": N_("Know-how"),
    "APPLIED": N_("Right applied for"),
    "GRANTED": N_("Right granted"),
    "COPYRIGHT": N_("Copyright"),
    "DESIGN": N_("Industrial design"),
}
CONDITION: Mapping[str, str] = {
    "NEW": N_("New"),
    "AS_NEW": N_("As new"),
    "USED": N_("Used"),
    "REFURBISHED": N_("Refurbished"),
    "FOR_PARTS": N_("For parts"),
}
PARTNER: Mapping[str, str] = {
    "ENTERPRISE": N_("Enterprise"),
    "COOPERATIVE": N_("Cooperative"),
    "UNIVERSITY": N_("University"),
    "INSTITUTE": N_("Research institute"),
    "INVESTOR": N_("Investor"),
    "AUTHORITY": N_("Authority"),
    "INDIVIDUAL": N_("Individual"),
}
STATUS: Mapping[str, tuple[str, str]] = {
    "DRAFT": ("mute", N_("Draft")),
    "PENDING_REVIEW": ("wait", N_("Waits for a moderator")),
    "REJECTED": ("now", N_("Not published")),
    "PUBLISHED": ("done", N_("On the exchange")),
    "PAUSED": ("mute", N_("Paused")),
    "RESERVED": ("wait", N_("All reserved")),
    "SOLD_OUT": ("mute", N_("Sold out")),
    "EXPIRED": ("now", N_("Expired")),
    "CLOSED": ("mute", N_("Closed")),
}
"""The tone of the chip, and the text."""
REJECTION: Mapping[str, str] = {
    "INCOMPLETE": N_("Something important is missing"),
    "WRONG_SECTOR": N_("It stands in the wrong sector"),
    "NOT_A_LISTING": N_("It is no offer and no need"),
    "TELLS_WHAT_IS_MASKED": N_("It tells what is to stay hidden"),
    "UNLAWFUL": N_("It may not be offered"),
    "DUPLICATE": N_("It is there already"),
    "OTHER": N_("Another reason"),
}
DECLINE: Mapping[str, str] = {
    "TOO_EARLY": N_("Too early for us"),
    "BENEFIT_UNCLEAR": N_("The benefit is unclear"),
    "PRICE": N_("The price"),
    "NOT_EXCLUSIVE": N_("Not exclusive"),
    "OTHER_FIELD": N_("Another field"),
    "NO_CAPACITY": N_("No capacity"),
}
ENQUIRY: Mapping[str, tuple[str, str]] = {
    "SENT": ("wait", N_("Sent")),
    "ACKNOWLEDGED": ("act", N_("Read")),
    "QUALIFIED": ("done", N_("It fits")),
    "NEGOTIATING": ("act", N_("Negotiating")),
    "DECLINED": ("mute", N_("Declined")),
}
"""The tone of the chip, and the text."""
AGREEMENT: Mapping[str, str] = {"CONTRACT": N_("Contract"), "MEMORANDUM": N_("Memorandum of understanding")}
DEAL: Mapping[str, tuple[str, str]] = {
    "RESERVED": ("wait", N_("Reserved")),
    "CONFIRMED_BY_ONE": ("wait", N_("Confirmed by one side")),
    "CONFIRMED": ("done", N_("Confirmed by both sides")),
    "CANCELLED": ("mute", N_("Cancelled")),
}
"""The tone of the chip, and the text."""


def sector(code: str, words: Words) -> str:
    """A sector's name; a code that is none stays as it is."""
    return words.said(SECTORS[code].name.model_dump()) if code in SECTORS else code


def province(code: str, words: Words) -> str:
    """A province's name; a code that is none stays as it is."""
    return words.said(PROVINCES[code].model_dump()) if code in PROVINCES else code


def price(least: str | None, most: str | None, currency: str | None, words: Words) -> str:
    """A price or a range, which may begin at nothing; `On request` where none is said. Amounts come as the schema
    writes them."""
    if least is None or currency is None:
        return words.text(N_("On request"))
    low, high = (money(int(amount), currency, words.language) for amount in (least, most or least))
    if int(least) == 0 and low != high:
        return words.text(N_("up to {price}"), price=high)
    return low if low == high else f"{low} – {high}"
