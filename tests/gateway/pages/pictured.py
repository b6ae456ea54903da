"""A province for pictures: the afternoon of the last day on which entries are taken. Everybody in it is made up."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import cycle

from gateway.viewer import Viewer
from gateway.web.ports import SignedIn
from shared.bus.messages import Incoming
from shared.contracts.accounts import events as accounts
from shared.contracts.registration import events as registration
from shared.contracts.registration.values import EntryAnswers, Place, ProgrammeKind, Receipt
from shared.contracts.values import Text
from shared.mongo import Database
from tests.gateway import facts
from tests.gateway.pages import pictured_judging, pictured_trade
from tests.gateway.pages.services import ORGANISER, PASSWORD, Services

NOW = datetime(2026, 10, 30, 7, 20, 31, tzinfo=UTC)
CLOSES = datetime(2026, 10, 30, 10, tzinfo=UTC)
ENTRANT = "hanh@sayviet.example"
OWN_ENTRY = "entry-own-0001"
PER_DAY = (1, 2, 2, 3, 2, 4, 5, 4, 6, 8, 9, 17, 31, 44)
FIELDS = ("Agriculture", "Food Tech", "Agriculture", "Climate", "Healthcare", "Education", "Energy", "SaaS")
PROJECTS = (
    ("Sấy khay mặt trời Yên Thế", "Máy sấy khay dùng nắng và bơm nhiệt cho hộ trồng vải."),
    ("Cảm biến Sông Cầu", "Đầu đo ẩm hạt trực tiếp trong tháp sấy."),
    ("VisionQC", "Kiểm lỗi bề mặt vỏ nhôm bằng hình ảnh."),
    ("Rơm Xanh", "Khay đựng trứng và quả ép từ rơm."),
    ("Kho lạnh Mini 12", "Kho lạnh 12 khối lắp trong một ngày ở vườn."),
    ("BeeTrace Lục Ngạn", "Truy xuất mật ong theo từng đàn."),
    ("Gốm Số Phù Lãng", "Lò nung gốm điều khiển theo đường nhiệt."),
    ("Thuỷ canh Kinh Bắc", "Dàn rau thuỷ canh cho nhà phố."),
    ("Quan Họ VR", "Nghe quan họ giữa hội Lim bằng kính thực tế ảo."),
    ("Giấy dó Phong Khê", "Giấy dó từ bã thải làng nghề."),
    ("Trạm sạc Quế Võ", "Trạm sạc xe máy điện cho khu công nghiệp."),
    ("Tơ tằm Vọng Nguyệt", "Ươm tơ tự động cỡ nhỏ."),
)
PLACES = ("Bắc Ninh", "Lục Ngạn", "Yên Thế", "Quế Võ", "Từ Sơn", "Hà Nội")


class Pictured(Services):
    """The services behind the pages, with an entrant of a startup besides the organiser."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._people[ENTRANT] = (PASSWORD, Viewer("person-hanh", "person", facts.TENANT))
        self._people |= {mail: (PASSWORD, viewer) for mail, viewer in pictured_judging.viewers().items()}
        self._names |= {"person-org": "Mai Anh", "person-hanh": "Nguyễn Thị Hạnh", "person-can": "Lê Thị Cân"}
        self._names |= {person_id: name for person_id, name, _ in pictured_judging.PEOPLE.values()}

    def _opened(self, viewer: Viewer) -> SignedIn:
        """For as long as a browser may want, whose clock doesn't stand."""
        return replace(super()._opened(viewer), expires_at=datetime(2099, 1, 1, tzinfo=UTC))


class Afternoon:
    """Always says the same."""

    def now(self) -> datetime:
        return NOW


def world() -> list[Incoming]:
    """All that is told before the pictures are taken."""
    return [*_ground(), *_own(), *_entries(), *pictured_trade.trade(NOW), *pictured_judging.judging()]


def _ground() -> Iterator[Incoming]:
    name = Text(vi="Techfest Bắc Ninh", en="Techfest Bac Ninh")
    yield facts.told(accounts.TenantCreated(tenant_id=facts.TENANT, slug="bac-ninh", name=name))
    yield facts.edition()
    for programme_id, vi, en, kind in (
        (facts.PROGRAMME, "Cuộc thi Khởi nghiệp đổi mới sáng tạo", "Contest of startups", ProgrammeKind.CONTEST),
        ("programme-booth", "Gian trưng bày", "Exhibition", ProgrammeKind.EXHIBITION),
    ):
        yield facts.told(
            registration.ProgrammeOpened(
                programme_id=programme_id,
                edition_id=facts.EDITION,
                tenant_id=facts.TENANT,
                name=Text(vi=vi, en=en),
                kind=kind,
                opens_at=datetime(2026, 9, 15, 1, tzinfo=UTC),
                closes_at=CLOSES if programme_id == facts.PROGRAMME else CLOSES + timedelta(days=14),
                grace_minutes=5,
            )
        )


def _own() -> Iterator[Incoming]:
    yield facts.organisation("organisation-own", "Công ty Sấy Việt", "person-hanh", founded_year=2022, team_size=4)
    yield facts.members("organisation-own", hanh="admin")
    said = EntryAnswers(
        title="Sấy Việt",
        summary="Máy sấy thăng hoa quy mô hợp tác xã cho vải thiều Lục Ngạn.",
        description="Một mẻ 300 kg vải trong 14 giờ, điện bằng một phần ba máy nhập. Đã chạy hai vụ ở ba hợp tác xã.",
        tags=("Agriculture", "Food Tech"),
    )
    yield _entry(OWN_ENTRY, said, "organisation-own", "person-hanh", NOW - timedelta(minutes=18, seconds=19))


def _entries() -> Iterator[Incoming]:
    named, fields, places = cycle(PROJECTS), cycle(FIELDS), cycle(PLACES)
    for back, count in enumerate(reversed(PER_DAY)):
        for place in range(count - (1 if back == 0 else 0)):
            (title, summary), field = next(named), next(fields)
            yield from _startup(back * 100 + place, title, summary, field, next(places), back, place)


def _startup(
    number: int, title: str, summary: str, field: str, location: str, back: int, place: int
) -> Sequence[Incoming]:
    organisation_id = f"organisation-{number:04}"
    at = NOW - timedelta(days=back, minutes=25 + 7 * place)
    said = EntryAnswers(title=title, summary=summary, tags=(field,))
    return (
        facts.organisation(
            organisation_id, f"{title} {number + 1}", "person-x", founded_year=2019 + number % 7, location=location
        ),
        _entry(f"entry-{number:04}", said, organisation_id, "person-x", at),
    )


def _entry(entry_id: str, said: EntryAnswers, organisation_id: str, by: str, at: datetime) -> Incoming:
    letters = "ACDEFGHJKLMNPQRTUVWXYZ234679"
    code = "".join(letters[sum(map(ord, entry_id)) * (7 + n) % len(letters)] for n in range(6))
    return facts.told(
        registration.EntrySubmitted(
            entry_id=entry_id,
            place=Place(tenant_id=facts.TENANT, edition_id=facts.EDITION, programme_id=facts.PROGRAMME),
            organisation_id=organisation_id,
            submitted_by=by,
            on_behalf=False,
            answers=said,
            receipt=Receipt(code=code, submitted_at=at),
            in_grace=False,
        )
    )


SIGN_INS = {
    "organiser": ORGANISER,
    "entrant": ENTRANT,
    "judge": pictured_judging.JUDGE_MAIL,
    "chair": pictured_judging.CHAIR_MAIL,
}
