"""A small Techfest to look at, made through the public API. All ids are derived, so again adds nothing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import SecretStr

from deploy.cli.client import Client, Refused
from shared.clock import Clock
from shared.contracts.accounts.commands import CreateTenant, GrantRole, RegisterPerson, VouchForMail
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.commands import Command
from shared.contracts.registration.commands import OpenEdition, OpenProgramme
from shared.contracts.registration.values import ProgrammeKind
from shared.contracts.values import Text
from shared.ids import derived_id

SLUG = "bac-ninh"
YEAR = 2026
THERE_ALREADY = frozenset({
    "accounts.tenant_exists", "accounts.person_exists", "registration.edition_exists", "registration.programme_exists",
    "command_id_reused", "judging.award_exists", "judging.round_exists",
})  # fmt: skip
"""What a second run is told where something has been changed since the first."""


def demo_id(*parts: str) -> str:
    """The id of a thing of the demo: `demo_id("tenant", "bac-ninh")`."""
    return derived_id("demo", *parts)


TENANT_ID = demo_id("tenant", SLUG)
EDITION_ID = demo_id("edition", str(YEAR))
PROGRAMME_ID = demo_id("programme", "startups")


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody to sign in as."""

    who: str
    mail: str
    password: str


@dataclass(frozen=True, slots=True)
class Demo:
    """What was made and where to look at it."""

    address: str
    tenant_id: str
    edition_id: str
    programme_id: str
    sign_ins: tuple[SignIn, ...]

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self)


More = Sequence[Callable[[str, Client, str, Callable[[Refused], bool]], tuple[SignIn, ...]]]
"""What may be made beside: given the address, the operator, the password of everybody, and what was done before."""
PEOPLE = (
    ("organiser", "Nguyễn Thị Hạnh", "organiser@bac-ninh.example"),
    ("founder", "Trần Văn Đức", "founder@startup.example"),
)


def make(address: str, operator_secret: str, password: str, clock: Clock, more: More = ()) -> Demo:
    """Makes what isn't there yet, and then `more`; raises `Refused` or `Unreachable`."""
    client = Client(address)
    signed = Client(address, client.token(operator_secret))
    for command in commands(password, clock.now()):
        _send(signed, command)
    sign_ins = tuple(SignIn(who, mail, password) for who, _, mail in PEOPLE)
    for make_more in more:
        sign_ins += make_more(address, signed, password, was_done)
    client.close()
    signed.close()
    return Demo(address, TENANT_ID, EDITION_ID, PROGRAMME_ID, sign_ins)


def commands(password: str, now: datetime) -> Iterator[Command]:
    """The commands, in an order in which each finds what it refers to."""
    yield CreateTenant(tenant_id=TENANT_ID, slug=SLUG, name=Text(vi="Techfest Bắc Ninh", en="Techfest Bac Ninh"))
    for who, name, mail in PEOPLE:
        yield RegisterPerson(
            person_id=demo_id("person", who), tenant_id=TENANT_ID, name=name, mail=mail, password=SecretStr(password)
        )
        yield VouchForMail(person_id=demo_id("person", who))
    yield GrantRole(person_id=demo_id("person", "organiser"), role=Role(name=RoleName.ORGANISER, tenant_id=TENANT_ID))
    yield OpenEdition(
        edition_id=EDITION_ID,
        tenant_id=TENANT_ID,
        slug=str(YEAR),
        name=Text(vi=f"Techfest Bắc Ninh {YEAR}", en=f"Techfest Bac Ninh {YEAR}"),
        year=YEAR,
    )
    yield _programme(now)


def _programme(now: datetime) -> OpenProgramme:
    """Open since before this year and until March of the next: the same command all year long."""
    return OpenProgramme(
        programme_id=PROGRAMME_ID,
        edition_id=EDITION_ID,
        name=Text(vi="Cuộc thi khởi nghiệp đổi mới sáng tạo", en="Innovative startup contest"),
        kind=ProgrammeKind.CONTEST,
        opens_at=datetime(now.year - 1, 12, 1, tzinfo=UTC),
        closes_at=datetime(now.year + 1, 3, 31, 16, 59, tzinfo=UTC),  # 23:59 in Viet Nam
    )


def was_done(refused: Refused) -> bool:
    """Whether a refusal says that the thing is there already."""
    return refused.code in THERE_ALREADY


def _send(client: Client, command: Command) -> None:
    try:
        client.send(command, demo_id("command", command.wire, command.aggregate_id))
    except Refused as refused:
        if not was_done(refused):
            raise
