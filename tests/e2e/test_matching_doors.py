"""M1 and X3 through the exchange's own doors: posted, published and edited by people, over the gateway."""

import io
import json
from dataclasses import dataclass
from functools import partial
from typing import Any

import httpx
import pytest
from PIL import Image as Pictures
from PIL.ExifTags import Base

from shared.bus.kafka import read_through
from shared.contracts.exchange import commands as exchange
from shared.contracts.exchange.topics import TOPIC as EXCHANGE
from shared.contracts.exchange.values import (
    Direction,
    Equipment,
    FixedPrice,
    Image,
    IpKind,
    IpStatus,
    ListingContent,
    ListingPlace,
    PriceRange,
    StoryWords,
    SubjectKind,
    SummaryWords,
    TransferMode,
    Words,
)
from shared.contracts.matchmaking.topics import TOPIC as MATCHMAKING
from shared.contracts.values import Money
from shared.ids import new_id
from tests.builders import exchange as build
from tests.harness.people import Somebody, Traces, registered, signed_in
from tests.harness.rest import Refused
from tests.harness.traces import Traces as Texts
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
WITHIN = 10.0
"""Seconds, ten times the goal."""
MILLION = 1_000_000
MATCHES = """query { ownMatches(first: 50) { edges { node {
  matchId needId offerId over news words factors { factor weight need offer } } } } }"""
INBOX = "query { inbox(first: 50) { edges { node { kind subjects { id } } } } }"
LISTING = "query ($id: ID!) { listing(listingId: $id) { status trl priceLeast } }"


@dataclass
class Market:
    """A buyer, a seller, and who publishes."""

    organiser: Somebody
    buyer: Somebody
    seller: Somebody

    async def publish(self, owner: Somebody, content: ListingContent, listing_id: str = "") -> str:
        """A listing, posted by its owner and published; or a later version of it."""
        there, listing_id = bool(listing_id), listing_id or new_id()
        save = exchange.SaveListing(listing_id=listing_id, organisation_id=owner.organisation_id, content=content)
        await eventually(partial(taken, owner, save), WITHIN, "the exchange knows the organisation")
        await owner.send(exchange.SubmitListing(listing_id=listing_id))
        number = 2 if there else 1
        await self.organiser.send(exchange.ApproveListing(listing_id=listing_id, version=number))
        return listing_id


async def taken(who: Somebody, command: exchange.SaveListing) -> bool:
    try:
        await who.send(command)
    except Refused as refused:
        if "403" in str(refused) or "404" in str(refused) or "organisation" in str(refused):
            return False
        raise
    return True


@pytest.fixture
async def market(system) -> Market:
    traces = Traces()
    known = system.demo.sign_ins[0]
    made = Market(
        await signed_in(system, traces, known.mail, known.password),
        await registered(system, traces, "Nguyễn Thị Hợp"),
        await registered(system, traces, "Trần Văn Lúa"),
    )
    await made.buyer.register_organisation("Hợp tác xã Lương Tài")
    await made.seller.register_organisation("Cơ khí Lúa Vàng")
    return made


def dryer(trl: int, millions: int, **given: Any) -> ListingContent:
    usual = {
        "title": Words(vi="Máy sấy lúa tầng sôi"),
        "summary": SummaryWords(vi="Máy sấy lúa 5 tấn mỗi mẻ, đốt trấu."),
        "description": StoryWords(vi="Sấy lúa tươi bằng tầng sôi, giảm nứt hạt, dùng trấu làm chất đốt."),
        "subject": SubjectKind.EQUIPMENT,
        "trl": trl,
        "transfer_modes": (TransferMode.SALE,),
        "price": FixedPrice(amount=Money(amount_minor=millions * MILLION)),
    }
    return build.content(**{**usual, **given})


def wanted() -> ListingContent:
    """A rice dryer, TRL 7 or more, 400 million at most, licensed or bought."""
    return build.content(
        direction=Direction.NEED,
        title=Words(vi="Cần máy sấy lúa"),
        summary=SummaryWords(vi="Hợp tác xã cần máy sấy lúa cho vụ tới, 5 tấn một mẻ, đốt trấu."),
        description=StoryWords(vi="Lúa tươi cần sấy ngay sau thu hoạch để hạt không nứt."),
        subject=SubjectKind.EQUIPMENT,
        trl=7,
        transfer_modes=(TransferMode.LICENCE, TransferMode.SALE),
        price=PriceRange(least=Money(amount_minor=0), most=Money(amount_minor=400 * MILLION)),
    )


async def matched(market: Market, need_id: str, offer_ids: list[str]) -> Any:
    """The matches of the need with these offers, as its side sees them, by offer."""
    found = [edge["node"] for edge in (await market.buyer.ask(MATCHES))["ownMatches"]["edges"]]
    return {m["offerId"]: m for m in found if m["needId"] == need_id and m["offerId"] in offer_ids}


async def alerts(market: Market, matches: Any) -> int:
    """How many alerts the buyer has of these matches."""
    ids = {match["matchId"] for match in matches.values()}
    found = [edge["node"] for edge in (await market.buyer.ask(INBOX))["inbox"]["edges"]]
    return sum(m["kind"] == "MATCH_SUGGESTED" and m["subjects"][0]["id"] in ids for m in found)


async def test_m1_two_alerts_in_all_the_second_on_the_edit_each_with_its_reasons(market):
    need = await market.publish(market.buyer, wanted())
    unready = await market.publish(market.seller, dryer(6, 350))
    fits = await market.publish(market.seller, dryer(8, 380))
    dear = await market.publish(market.seller, dryer(8, 450))
    offers = [unready, fits, dear]

    async def first() -> Any:
        return await matched(market, need, offers) or None

    found = await eventually(first, WITHIN, "the first match")
    assert set(found) == {fits}
    await eventually(partial(has_alerts, market, need, offers, 1), WITHIN, "the first alert")
    await market.publish(market.seller, dryer(7, 350), unready)
    await eventually(partial(has_alerts, market, need, offers, 2), WITHIN, "the second alert")
    found = await matched(market, need, offers)
    assert set(found) == {fits, unready}
    assert {tuple(match["news"]) for match in found.values()} >= {("PUBLISHED",)}
    for match in found.values():
        assert match["words"]
        assert {factor["factor"] for factor in match["factors"]} >= {"TEXT", "READINESS", "PRICE"}
    assert not any(match["over"] for match in found.values())


async def has_alerts(market: Market, need: str, offers: list[str], count: int) -> bool:
    return await alerts(market, await matched(market, need, offers)) == count


NAME = "Zuphoraxin"
HIDDEN = {"name": NAME, "patent": "VN1Q0045678X", "place": "Klomvaritun", "serial": "SNQX77882291"}
"""What a masked listing says to nobody."""
WHOLE = """query ($id: ID!) { listing(listingId: $id) { ownerId ownerName ownerLocation masked status title { vi en }
  summary { vi } description { vi } keywords ipKind ipNumber placeDetail equipment { maker model year }
  images { fileId alt } placings { organisationName } tenant { slug } owner { organisationId name } } }"""
FOUND = """query ($text: String!) { listings(first: 50, search: $text) { edges { node { listingId } }
  unknownWords } }"""
ASKED = """query ($id: ID!) { enquiry(enquiryId: $id) { ownerId status contact
  listing { ownerId ownerName owner { name } } } }"""


def hidden_dryer(file: Any) -> ListingContent:
    return dryer(
        8,
        380,
        masked=True,
        ip=IpStatus(kind=IpKind.GRANTED, number=HIDDEN["patent"]),
        place=ListingPlace(province="24", detail=HIDDEN["place"]),
        equipment=Equipment(maker="", model="tầng sôi", serial=HIDDEN["serial"]),
        images=(Image(file_id=file["file_id"], sha256=file["sha256"], alt="Máy sấy", passed=True),),
    )


def picture() -> bytes:
    """A photo whose metadata say who has taken it."""
    made, exif = io.BytesIO(), Pictures.Exif()
    exif[Base.Artist] = HIDDEN["serial"]
    Pictures.new("RGB", (320, 240), "#2440a0").save(made, "JPEG", exif=exif)
    return made.getvalue()


async def uploaded(owner: Somebody, content: bytes) -> Any:
    headers = {"Authorization": f"Bearer {owner.tokens['exchange']}", "Content-Type": "image/jpeg"}
    async with httpx.AsyncClient(base_url=owner.system.address, headers=headers) as http:
        path = f"/api/exchange/files?organisation_id={owner.organisation_id}"

        async def taken() -> Any:
            try:
                answer = await http.post(path, content=content)
            except httpx.TransportError:  # refused before it was read
                return None
            return answer.json() if answer.is_success else None

        return await eventually(taken, WITHIN, "the picture is taken")


async def told_of_trade(system: Any) -> bytes:
    """All that was told by the exchange and matchmaking, but for notices: these name people, and one reader alone."""
    found = b""
    async for batch in read_through(system.local.kafka_address, [EXCHANGE, MATCHMAKING]):
        for message in batch:
            found += (message.value or b"") + b"".join(value for _, value in message.headers) + b"\n"
    return found


async def test_x3_a_masked_listing_tells_nobody_whose_it_is(system, market):
    seller, buyer = market.seller, market.buyer
    await seller.register_organisation(NAME)
    sought = Texts({**HIDDEN, "organisation": seller.organisation_id, "person": seller.id})
    photo = picture()
    assert sought.found_in(photo) != []
    need = await market.publish(buyer, wanted())
    offer = await market.publish(seller, hidden_dryer(await uploaded(seller, photo)))
    match = await eventually(partial(one_match, market, need, offer), WITHIN, "the match")
    alert = {"kind": "MATCH_SUGGESTED", "subjects": [{"id": match["matchId"]}]}
    own = (await seller.ask(MATCHES))["ownMatches"]["edges"]
    assert [edge["node"]["offerId"] for edge in own if edge["node"]["matchId"] == match["matchId"]] == [offer]
    await eventually(partial(has, seller, alert), WITHIN, "the masked owner is told of the match")
    enquiry = exchange.SendEnquiry(
        enquiry_id=new_id(), listing_id=offer, organisation_id=buyer.organisation_id, text="Máy còn không?"
    )
    await buyer.send(enquiry)
    shown = [await buyer.ask(WHOLE, id=offer), match, await buyer.ask(ASKED, id=enquiry.enquiry_id)]
    for text in HIDDEN.values():
        found = await buyer.ask(FOUND, text=text)
        assert found["listings"] == {"edges": [], "unknownWords": [text.lower()]}
    file_id = shown[0]["listing"]["images"][0]["fileId"]
    async with httpx.AsyncClient(base_url=system.address) as http:
        pages = [
            (await http.get(path)).content
            for path in (f"/exchange/{offer}", f"/exchange/images/{file_id}", "/exchange?q=say+lua")
        ]
        data = await http.get(
            f"/api/exchange/people/{buyer.id}/data", headers={"Authorization": f"Bearer {buyer.tokens['exchange']}"}
        )
    assert data.is_success
    seen = [json.dumps(shown, ensure_ascii=False).encode(), *pages, data.content, await told_of_trade(system)]
    assert [sought.found_in(one) for one in seen] == [[]] * len(seen)
    assert shown[0]["listing"]["owner"] is None
    assert shown[0]["listing"]["placings"] == []


async def has(who: Somebody, message: Any) -> bool:
    return message in [edge["node"] for edge in (await who.ask(INBOX))["inbox"]["edges"]]


async def one_match(market: Market, need: str, offer: str) -> Any:
    return (await matched(market, need, [offer])).get(offer)
