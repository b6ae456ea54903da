"""Accounts over memory with all its ways in, and a clock that the test moves."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from services.accounts.domain.code_batch import IssueCodes
from services.accounts.domain.derived import Purpose, link_code, link_token
from services.accounts.handlers.codes import code_keys, codes_of
from services.accounts.handlers.limits import Limits
from services.accounts.handlers.mailings import Mailings, sign_in_mail
from services.accounts.handlers.second_factor import SecondStep
from services.accounts.handlers.signing_in import SigningIn
from services.accounts.handlers.signing_in_mail import Asked, MailLinks, Wish
from services.accounts.handlers.signing_in_new import Begun, NewAccounts
from services.accounts.handlers.signing_in_printed import PrintedCodes, Slip
from services.accounts.handlers.signing_in_sessions import Caller, Doorkeeper
from shared.auth import service_actor
from shared.contracts.commands import Command
from tests.builders import accounts as build
from tests.builders.actors import EVERY_SCOPE, NOBODY
from tests.builders.registration import DURING
from tests.fakes.services import MemoryAccounts, MemoryCodes, MemorySessions, MemoryTickets

KEY = b"k" * 32
MAIL = "lan@example.vn"
UNKNOWN = "nobody@example.vn"


@dataclass
class Doors:
    """The doors of a service; what one does is as somebody at an address, now."""

    service: MemoryAccounts = field(default_factory=MemoryAccounts)
    sessions: MemorySessions = field(default_factory=MemorySessions)
    tickets: MemoryTickets = field(default_factory=MemoryTickets)
    now: datetime = DURING
    caller: Caller = Caller("10.0.0.1", "Firefox · Linux")  # noqa: RUF009 - frozen

    def __post_init__(self) -> None:
        stores, needs = self.service.stores, self.service.dispatcher._needs
        self.limits = Limits(needs.attempts)  # type: ignore[attr-defined]
        self.keeper = Doorkeeper(self.sessions, self.tickets, stores["second_factor"])
        more: Any = (self.keeper, self.tickets, self.limits, KEY)
        self.mail = MailLinks(needs, self.ask, stores["sign_in"], *more)  # type: ignore[arg-type]
        self.new = NewAccounts(needs, self.service.dispatcher.execute, self.mail, self.keeper, self.limits)  # type: ignore[arg-type]
        self.password = SigningIn(needs, self.keeper, self.limits)  # type: ignore[arg-type]
        self.second = SecondStep(self.ask, stores["second_factor"], self.keeper, self.limits, KEY, "Techfest")
        batches = stores["code_batch"]
        self.printed = PrintedCodes(
            needs, self.ask, MemoryCodes(batches), batches, self.keeper, self.limits, KEY  # type: ignore[arg-type]
        )  # fmt: skip
        self.mailings = Mailings({"sign_in": sign_in_mail(needs, stores["sign_in"], KEY)})  # type: ignore[arg-type]

    async def ask(self, command: Command, command_id: str, now: datetime) -> Any:
        itself = service_actor("accounts")
        return await self.service.dispatcher.execute(command, itself, command_id, "", now)

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)
        self.service.now = self.now

    async def asked(self, mail: str = MAIL, asked_by: str | None = None, **given: Any) -> Asked:
        return await self.mail.begin(Wish(mail, None, "vi", asked_by=asked_by, **given), self.caller, self.now)

    async def make(self, command_id: str = "command-0001", **given: Any) -> Begun:
        register = build.register_person(**{"person_id": "person-new-01", **given})
        return await self.new.make(register, command_id, "/my-entries", self.caller, self.now)

    async def press(self, asked: Asked, browser: str | None = None, purpose: Purpose = Purpose.SIGN_IN) -> Any:
        token = link_token(KEY, purpose, asked.sign_in_id)
        return await self.mail.press(token, browser or asked.browser, self.caller, self.now)

    async def prove(self, asked: Asked, asker: str, browser: str | None = None) -> str:
        token = link_token(KEY, Purpose.PROVE, asked.sign_in_id)
        return await self.mail.prove(asker, token, browser or asked.browser, self.now)

    async def type(self, asked: Asked, code: str | None = None, browser: str | None = None) -> Any:
        typed = code or link_code(KEY, Purpose.SIGN_IN, asked.sign_in_id)
        return await self.mail.type(asked.sign_in_id, browser or asked.browser, typed, self.caller, self.now)

    async def enter(self, password: str = build.PASSWORD, mail: str = MAIL, tenant: str | None = None) -> Any:
        return await self.password.sign_in(mail, password, tenant, self.caller, self.now)

    async def issue(self, count: int = 3, batch_id: str = "batch-0001", days: int = 7) -> tuple[str, ...]:
        codes = codes_of(KEY, batch_id, count)
        issue = IssueCodes(
            batch_id=batch_id,
            tenant_id=build.TENANT,
            edition_id=None,
            label="Cổng chính",
            days=days,
            code_keys=code_keys(KEY, codes),
        )
        await self.ask(issue, batch_id, self.now)
        return codes

    async def slip(self, code: str, name: str | None = "Bà Tư", tenant: str | None = None) -> Any:
        return await self.printed.enter(Slip(code, name, tenant, "vi"), self.caller, self.now)


def at(doors: Doors, address: str) -> None:
    doors.caller = Caller(address)


async def opened() -> Doors:
    """With one tenant and one person, whose address it is."""
    doors = Doors()
    await doors.service.send(build.create_tenant(), EVERY_SCOPE)
    await doors.service.send(build.register_person(), NOBODY)
    await doors.service.send(build.vouch(), EVERY_SCOPE)
    return doors


def wrong_code(asked: Asked) -> str:
    """Six digits beside the right ones."""
    return f"{(int(link_code(KEY, Purpose.SIGN_IN, asked.sign_in_id)) + 1) % 10**6:06}"
