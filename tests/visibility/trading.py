"""What is offered in each area, and what its neighbour in the same tenant has asked, offered and concluded about it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from shared.auth import Actor, ActorKind
from shared.contracts.accounts.roles import RoleName
from shared.contracts.commands import Command
from shared.contracts.exchange import commands
from shared.contracts.exchange.values import (
    DisclosureLevel,
    Equipment,
    IpKind,
    IpStatus,
    ListingContent,
    ListingPlace,
    PartnerSought,
    PartnerType,
    PassageWords,
    Words,
)
from shared.ids import derived_id
from tests.builders import exchange as build
from tests.builders.registration import DURING
from tests.visibility.areas import ELSEWHERE, HERE, NEXT, THERE, Area

BUYER = Area("buyer", "elsewhere", "person-tue")
"""An organisation elsewhere, of which the exchange alone has heard."""
NEIGHBOUR: Mapping[str, Area] = {"here": NEXT, "next": HERE, "elsewhere": BUYER}
"""Who asks about an area's listing."""


def asker(area: Area) -> Area:
    """Whose organisation asks about the area's listing."""
    return NEIGHBOUR.get(area.name.removeprefix("absent-"), area)


def deal_id(area: Area, enquiry: str) -> str:
    """Of the first offer about an enquiry."""
    return derived_id("deal", area.id(enquiry), "1")


def content(area: Area, **given: Any) -> ListingContent:
    return build.content(
        title=Words(vi=f"Máy sấy nấm {area.name}"),
        advantages=PassageWords(vi="Tiết kiệm một nửa nhiên liệu."),
        keywords=("máy sấy",),
        ip=IpStatus(kind=IpKind.GRANTED, number="1-2021-01234", expires_on=date(2041, 3, 1)),
        place=ListingPlace(province="24", detail="Xã Gia Bình"),
        partner=PartnerSought(types=(PartnerType.COOPERATIVE,)),
        equipment=Equipment(maker="Lúa Vàng", model="ST-5", year=2025),
        **{"quantity": 9, **given},
    )


def save(area: Area, listing: str) -> commands.SaveListing:
    return build.save_listing(
        listing_id=area.id(listing), organisation_id=area.id("organisation"), content=content(area)
    )


def ask(area: Area, enquiry: str) -> commands.SendEnquiry:
    return build.send_enquiry(
        enquiry_id=area.id(enquiry), listing_id=area.id("listing"), organisation_id=asker(area).id("organisation")
    )


def accept(area: Area, enquiry: str) -> commands.AcceptOffer:
    return build.accept_offer(listing_id=area.id("listing"), negotiation_id=area.id(enquiry))


def confirm(area: Area, enquiry: str) -> commands.ConfirmDeal:
    return build.confirm_deal(deal_id(area, enquiry), listing_id=area.id("listing"))


Recipe = Callable[[Area], Command]
LEVEL = DisclosureLevel.CONTACT_NAMED
RECIPES: Mapping[str, Recipe] = {
    "exchange.save_listing": lambda a: save(a, "listing"),
    "exchange.save_listing (a new one)": lambda a: save(a, "new-listing"),
    "exchange.submit_listing": lambda a: commands.SubmitListing(listing_id=a.id("listing")),
    "exchange.submit_listing (a draft)": lambda a: commands.SubmitListing(listing_id=a.id("draft-listing")),
    "exchange.approve_listing": lambda a: commands.ApproveListing(listing_id=a.id("waiting-listing"), version=1),
    "exchange.approve_listing (a draft)": lambda a: commands.ApproveListing(
        listing_id=a.id("draft-listing"), version=1
    ),
    "exchange.reject_listing": lambda a: build.reject_listing(listing_id=a.id("waiting-listing"), text="Thiếu ảnh."),
    "exchange.pause_listing": lambda a: commands.PauseListing(listing_id=a.id("listing")),
    "exchange.resume_listing": lambda a: commands.ResumeListing(listing_id=a.id("listing")),
    "exchange.renew_listing": lambda a: commands.RenewListing(listing_id=a.id("listing")),
    "exchange.close_listing": lambda a: commands.CloseListing(listing_id=a.id("listing")),
    "exchange.close_listing (a draft)": lambda a: commands.CloseListing(listing_id=a.id("draft-listing")),
    "exchange.send_enquiry": lambda a: ask(a, "new-enquiry"),
    "exchange.send_enquiry (about a draft)": lambda a: build.send_enquiry(
        enquiry_id=a.id("new-enquiry"),
        listing_id=a.id("draft-listing"),
        organisation_id=asker(a).id("organisation"),
    ),
    "exchange.acknowledge_enquiry": lambda a: commands.AcknowledgeEnquiry(enquiry_id=a.id("enquiry")),
    "exchange.qualify_enquiry": lambda a: commands.QualifyEnquiry(enquiry_id=a.id("enquiry")),
    "exchange.decline_enquiry": lambda a: build.decline_enquiry(enquiry_id=a.id("enquiry"), text="Xin lỗi."),
    "exchange.ask_disclosure": lambda a: commands.AskDisclosure(
        enquiry_id=a.id("enquiry"), level=DisclosureLevel.DOCUMENTS
    ),
    "exchange.grant_disclosure": lambda a: build.grant_disclosure(enquiry_id=a.id("enquiry")),
    "exchange.refuse_disclosure": lambda a: build.refuse_disclosure(enquiry_id=a.id("enquiry")),
    "exchange.make_offer": lambda a: build.make_offer(
        DURING, negotiation_id=a.id("enquiry"), answers=1, text="Giá cuối."
    ),
    "exchange.make_offer (the first)": lambda a: build.make_offer(DURING, negotiation_id=a.id("asked-enquiry")),
    "exchange.withdraw_negotiation": lambda a: build.withdraw_negotiation(negotiation_id=a.id("enquiry")),
    "exchange.accept_offer": lambda a: accept(a, "enquiry"),
    "exchange.confirm_deal": lambda a: confirm(a, "kept-enquiry"),
    "exchange.cancel_deal": lambda a: build.cancel_deal(deal_id(a, "kept-enquiry"), listing_id=a.id("listing")),
}


def founding() -> Iterator[tuple[Command, Actor]]:
    """What is sent, in order, and by whom."""
    for area in THERE:
        yield from _listings(area)
        yield from _talks(area)


def _listings(area: Area) -> Iterator[tuple[Command, Actor]]:
    owner = _owner(area)
    for listing in ("listing", "waiting-listing", "draft-listing"):
        yield save(area, listing), owner
    for listing in ("listing", "waiting-listing"):
        yield commands.SubmitListing(listing_id=area.id(listing)), owner
    yield commands.ApproveListing(listing_id=area.id("listing"), version=1), _moderator(area)


def _talks(area: Area) -> Iterator[tuple[Command, Actor]]:
    owner, buyer = _owner(area), _owner(asker(area))
    for enquiry in ("enquiry", "asked-enquiry", "kept-enquiry", "done-enquiry"):
        yield ask(area, enquiry), buyer
    yield commands.AskDisclosure(enquiry_id=area.id("enquiry"), level=LEVEL), buyer
    for enquiry in ("enquiry", "kept-enquiry", "done-enquiry"):
        yield build.make_offer(DURING, negotiation_id=area.id(enquiry)), buyer
    for enquiry in ("kept-enquiry", "done-enquiry"):
        yield accept(area, enquiry), owner
    for who in (owner, buyer):
        yield confirm(area, "done-enquiry"), who


def _owner(area: Area) -> Actor:
    return Actor(area.owner, ActorKind.PERSON, tenant_id=area.tenant)


def _moderator(area: Area) -> Actor:
    role = area.role(RoleName.MODERATOR)
    name = "elsewhere" if area is ELSEWHERE else "here"
    return Actor(f"person-moderator-{name}-tenant", ActorKind.PERSON, tenant_id=area.tenant, roles=(role,))
