"""What is offered and wanted in the province of the pictures. All of it is made up."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from services.exchange.domain.masking import public
from shared.bus.messages import Incoming
from shared.contracts.exchange import events
from shared.contracts.exchange.values import (
    Direction,
    FixedPrice,
    ListingPlace,
    PassageWords,
    StoryWords,
    SubjectKind,
    SummaryWords,
    TransferMode,
    Words,
)
from shared.contracts.matchmaking.values import MatchNews
from shared.contracts.values import Money
from tests.builders import exchange as build
from tests.builders import matchmaking as matching
from tests.gateway import facts

OFFERED, WANTED, MATCH = "listing-dryer", "listing-wanted", "match-dryer"
LISTINGS: tuple[tuple[str, Direction, SubjectKind, str, str, str, int, int, tuple[TransferMode, ...], str], ...] = (
    (
        OFFERED, Direction.OFFER, SubjectKind.EQUIPMENT, "agriculture.postharvest", "Máy sấy thăng hoa 300 kg một mẻ",
        "Sấy vải, nhãn, mít; điện bằng một phần ba máy nhập. Lắp trong ba ngày.", 8, 385,
        (TransferMode.SALE, TransferMode.TRIAL), "organisation-own",
    ),
    (
        "listing-sensor", Direction.OFFER, SubjectKind.TECHNOLOGY, "agriculture.postharvest",
        "Cảm biến ẩm hạt đặt trong tháp sấy", "Đo liên tục, báo về điện thoại khi hạt đủ khô.", 7, 24,
        (TransferMode.LICENCE, TransferMode.SALE), "organisation-0001",
    ),
    (
        "listing-tray", Direction.OFFER, SubjectKind.EQUIPMENT, "agriculture.postharvest",
        "Máy sấy khay dùng nắng và bơm nhiệt", "Cho hộ trồng vải: một mẻ 80 kg, chạy cả khi trời mưa.", 9, 58,
        (TransferMode.SALE,), "organisation-0000",
    ),
    (
        WANTED, Direction.NEED, SubjectKind.EQUIPMENT, "agriculture.postharvest", "Cần máy sấy vải cho hợp tác xã",
        "Mùa vải tới hợp tác xã cần sấy hai tấn một ngày, giữ màu và vị.", 7, 400,
        (TransferMode.SALE,), "organisation-0004",
    ),
    (
        "listing-packing", Direction.OFFER, SubjectKind.TECHNOLOGY, "agriculture.postharvest",
        "Khay đựng quả ép từ rơm", "Thay xốp khi gửi vải đi xa; tự phân rã trong ba tháng.", 6, 90,
        (TransferMode.LICENCE,), "organisation-0003",
    ),
)  # fmt: skip


def trade(now: datetime) -> Iterator[Incoming]:
    """Listings, the latest first, and a match of the entrant's own."""
    for hours, listing in enumerate(LISTINGS):
        yield _published(*listing, at=now - timedelta(hours=1 + 5 * hours))
    yield facts.match(
        MATCH,
        need=matching.need_side(listing_id=WANTED, owner_id="organisation-0004"),
        offer=matching.offer_side(listing_id=OFFERED, owner_id="organisation-own"),
        news=(MatchNews.PUBLISHED,),
        suggested_at=now - timedelta(minutes=40),
    )


def _published(
    listing_id: str,
    direction: Direction,
    subject: SubjectKind,
    sector: str,
    title: str,
    summary: str,
    trl: int,
    millions: int,
    modes: tuple[TransferMode, ...],
    owner_id: str,
    *,
    at: datetime,
) -> Incoming:
    said: dict[str, Any] = {
        "direction": direction,
        "subject": subject,
        "sector": sector,
        "title": Words(vi=title),
        "summary": SummaryWords(vi=summary),
        "description": StoryWords(vi=f"{summary} Đã chạy hai vụ ở ba hợp tác xã của tỉnh."),
        "problem": PassageWords(vi="Quả chín rộ trong ba tuần, giá xuống một phần ba khi không kịp bán tươi."),
        "trl": trl,
        "transfer_modes": modes,
        "price": FixedPrice(amount=Money(amount_minor=millions * 1_000_000)),
        "quantity": 2,
        "place": ListingPlace(province="24"),
    }
    content = build.content(**said)
    return facts.told(
        events.ListingPublished(
            listing_id=listing_id,
            tenant_id=facts.TENANT,
            owner_id=owner_id,
            masked=False,
            content=public(content),
            available=2 if direction is Direction.OFFER else None,
            published_at=at,
            changed_at=at,
            expires_at=at + timedelta(days=90),
        )
    )
