"""A contest that is being judged, beside the demo: a judge who can sign in has three entries to score."""

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

from pydantic import SecretStr

from deploy.cli.client import Client, Refused
from deploy.cli.demo import EDITION_ID, PROGRAMME_ID, TENANT_ID, SignIn, demo_id
from deploy.cli.demo import PEOPLE as DEMO
from deploy.cli.demo_acts import Act, Stage
from shared.contracts.accounts.commands import GrantRole, RegisterOrganisation, RegisterPerson, VouchForMail
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.accounts.values import Sector
from shared.contracts.commands import Command
from shared.contracts.judging import commands as judging
from shared.contracts.judging.ids import judge_id
from shared.contracts.judging.values import Anchor, Criterion, Expertise, RoundKind, RoundPolicy
from shared.contracts.registration.commands import SubmitEntry
from shared.contracts.registration.values import EntryAnswers
from shared.contracts.values import Text

AWARD_ID, RUBRIC_ID, ROUND_ID = demo_id("award"), demo_id("rubric"), demo_id("round")
PEOPLE = (
    ("judge", "Lê Minh Tuấn", "judge@bac-ninh.example"),
    ("chair", "Phạm Thu Trang", "chair@bac-ninh.example"),
)
ENTRIES = (
    ("say", "Máy sấy tầng sôi cho ngô và lúa", "Sấy đều 5 tấn mỗi mẻ trong 6 giờ, đốt trấu.", Sector.AGRICULTURE),
    ("gom", "Gốm in 3D từ đất sét Phù Lãng", "In khuôn gốm trong một giờ thay cho ba ngày nặn tay.", Sector.MATERIALS),
    ("nuoc", "Đo nước thải làng nghề theo giờ", "Trạm đo giá 12 triệu đồng, báo về điện thoại.", Sector.ENVIRONMENT),
)


def make(address: str, operator: Client, password: str, done: Callable[[Refused], bool]) -> tuple[SignIn, ...]:
    """Makes what isn't there yet; `done` says of a refusal that it was made before. Raises `Refused`."""
    mails = {**{who: mail for who, _, mail in DEMO}, **{who: mail for who, _, mail in PEOPLE}}
    with closing(Stage(address, operator, password, mails, done)) as stage:
        stage.play(acts(password))
    return tuple(SignIn(who, mail, password) for who, _, mail in PEOPLE)


def acts(password: str) -> Iterator[Act]:
    """In an order in which each finds what it refers to."""
    for who, name, mail in PEOPLE:
        person: dict[str, Any] = {"person_id": demo_id("person", who), "tenant_id": TENANT_ID, "name": name}
        yield Act("operator", RegisterPerson(**person, mail=mail, password=SecretStr(password)))
        yield Act("operator", VouchForMail(person_id=demo_id("person", who)))
    at_award: dict[str, Any] = {
        "tenant_id": TENANT_ID,
        "edition_id": EDITION_ID,
        "programme_id": PROGRAMME_ID,
        "award_id": AWARD_ID,
    }
    chair = Role(name=RoleName.CHAIR, **at_award)
    yield Act("operator", GrantRole(person_id=demo_id("person", "chair"), role=chair))
    for key, title, summary, sector in ENTRIES:
        yield Act("operator", _organisation(key, title, sector))
        yield Act("operator", _entry(key, title, summary))
    yield from (Act("organiser", command) for command in _award())
    yield Act("judge", judging.AcceptJudging(judge_id=_judge()))
    for key, *_ in ENTRIES:
        ids = {"round_id": ROUND_ID, "judge_id": _judge(), "entry_id": demo_id("entry", key)}
        yield Act("organiser", judging.AssignJudge(**ids))


def _award() -> Iterator[Command]:
    name = Text(vi="Giải Khởi nghiệp đổi mới sáng tạo", en="Innovative startup award")
    yield judging.OpenAward(award_id=AWARD_ID, programme_id=PROGRAMME_ID, name=name)
    rubric = Text(vi="Bộ tiêu chí chung kết", en="Criteria of the final")
    yield judging.SaveRubric(rubric_id=RUBRIC_ID, award_id=AWARD_ID, name=rubric, criteria=tuple(_criteria()))
    final, policy = Text(vi="Vòng chung kết", en="Final"), RoundPolicy(judges_per_entry=1, scores_published=True)
    ids: dict[str, Any] = {"round_id": ROUND_ID, "award_id": AWARD_ID, "rubric_id": RUBRIC_ID}
    yield judging.OpenRound(**ids, name=final, kind=RoundKind.PITCH, policy=policy)
    for key, *_ in ENTRIES:
        yield judging.AdmitEntry(award_id=AWARD_ID, entry_id=demo_id("entry", key))
    knows = Expertise(sectors=(Sector.AGRICULTURE, Sector.ENVIRONMENT), keywords=("sấy nông sản", "nước thải"))
    yield judging.InviteJudge(award_id=AWARD_ID, person_id=demo_id("person", "judge"), expertise=knows)


def _criteria() -> Iterator[Criterion]:
    """A hundred points in all, in half points of ten."""
    for key, weight, vi, en, low, high in (
        ("tinh-moi", "30", "Tính mới", "Novelty", "Đã có trên thị trường", "Chưa ai làm"),
        ("kha-thi", "30", "Tính khả thi", "Feasibility", "Mới là ý tưởng", "Đã có khách hàng trả tiền"),
        ("tac-dong", "25", "Tác động", "Impact", "Ít người được lợi", "Cả vùng được lợi"),
        ("doi-ngu", "15", "Đội ngũ", "Team", "Thiếu người chủ chốt", "Đủ người, đã làm cùng nhau"),
    ):
        anchors = (Anchor(at="0", text=Text(vi=low)), Anchor(at="10", text=Text(vi=high)))
        yield Criterion(key=key, name=Text(vi=vi, en=en), weight=weight, step="0.5", anchors=anchors)


def _organisation(key: str, title: str, sector: Sector) -> RegisterOrganisation:
    ids: dict[str, Any] = {"organisation_id": demo_id("organisation", key), "tenant_id": TENANT_ID}
    return RegisterOrganisation(**ids, name=f"Nhóm {title.split(' ', 2)[0]} {key}", country="VN", sector=sector)


def _entry(key: str, title: str, summary: str) -> SubmitEntry:
    ids: dict[str, Any] = {"entry_id": demo_id("entry", key), "organisation_id": demo_id("organisation", key)}
    return SubmitEntry(**ids, programme_id=PROGRAMME_ID, answers=EntryAnswers(title=title, summary=summary))


def _judge() -> str:
    return judge_id(AWARD_ID, demo_id("person", "judge"))
