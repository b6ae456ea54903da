"""Somebody whose name, mail and phone nobody else has, and all that the person does before being erased."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from aiokafka import AIOKafkaProducer
from pydantic import SecretStr

from deploy.local.mailbox.keeping import Mails
from deploy.local.mailbox.reading import read
from shared.bus.kafka import read_through
from shared.bus.messages import read_message
from shared.clock import Clock
from shared.contracts.accounts import commands as accounts
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.accounts.scopes import OWN_READ
from shared.contracts.accounts.values import DataRequestKind, Purpose
from shared.contracts.commands import Command
from shared.contracts.registration import commands as registration
from shared.contracts.registration.events import TOPIC as REGISTRATION
from shared.contracts.registration.events import EntryWithdrawn
from shared.contracts.registration.values import EntryAnswers, ProjectStep, WithdrawalReason
from shared.ids import new_id
from tests.harness.rest import EXCHANGE, SESSION, Refused, RestClient, operator_token
from tests.harness.system import System
from tests.harness.waiting import eventually

NAME, GIVEN, OTHER_NAME = "Khuỵnhwỡxq", "Đặqzthuỷợ", "Wựzxquỳnhợf"
MAIL = "zqvexwu.pyjk@xodzykw.example"
PHONE = "0938 271 605"
NOTE, TOKEN, DRAFT = "Ốmxqwãzynặj", "Máyxqwụyfkz", "Nhápxqwọyjvz"
OTHER_MAIL = "yjqwuvz.zxfp@wqozkyd.example"
TEXTS: Mapping[str, str] = {
    "name": NAME,
    "given name": GIVEN,
    "mail": MAIL.partition("@")[0],
    "mail's domain": MAIL.partition("@")[2],
    "phone": PHONE,
    "second mail": OTHER_MAIL.partition("@")[0],
    "name in a second account": OTHER_NAME,
    "note": NOTE,
    "draft": DRAFT,
    "name of a token": TOKEN,
}
"""What is to be found nowhere: no program and no other person writes any of it."""
PASSWORD = "mười chữ trở lên"
CODE = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)


@dataclass
class Somebody:
    """A person of a running system, who does everything as a browser does: with a session."""

    system: System
    person_id: str = field(default_factory=new_id)
    session: str = ""

    @property
    def tenant_id(self) -> str:
        """Where the account is."""
        return self.system.demo.tenant_id

    async def register(self, name: str, mail: str) -> None:
        """Makes the account; as the operator, whom no limit by address keeps."""
        token = await operator_token(self.system.address, self.system.operator_secret, "roles:grant", "people:vouch")
        async with RestClient(self.system.address, token) as client:
            command = accounts.RegisterPerson(
                person_id=self.person_id,
                tenant_id=self.tenant_id,
                name=name,
                mail=mail,
                password=SecretStr(PASSWORD),
            )
            await client.send(command, new_id())
            await client.send(accounts.VouchForMail(person_id=self.person_id), new_id())

    async def sign_in(self, mail: str, password: str = PASSWORD) -> None:
        """By the password."""
        who = {"mail": mail, "password": password, "tenant_id": self.tenant_id}
        async with RestClient(self.system.address) as client:
            self._entered((await client.post("/api/accounts/sign-in", json=who))[0])

    async def sign_in_by_mail(self, mail: str) -> None:
        """By the digits in the mail that was sent."""
        before = Mails(self.system.local.data / "mail").ids()
        async with RestClient(self.system.address) as client:
            wish = {"mail": mail, "tenant_id": self.tenant_id}
            asked = (await client.post("/api/accounts/sign-in/link", json=wish))[0]
            code = await eventually(lambda: self._code(mail, before), 30, "the mail comes")
            about = {"sign_in_id": asked["sign_in_id"], "browser": asked["browser"], "code": code}
            self._entered((await client.post("/api/accounts/sign-in/code-by-mail", json=about))[0])

    async def prove(self, mail: str) -> None:
        """Shows, by the digits in a mail, that another account is theirs too."""
        before = Mails(self.system.local.data / "mail").ids()
        async with RestClient(self.system.address, self.session) as client:
            asked = (await client.post("/api/accounts/proofs", json={"mail": mail}))[0]
            code = await eventually(lambda: self._code(mail, before), 30, "the mail comes")
            about = {"sign_in_id": asked["sign_in_id"], "browser": asked["browser"], "code": code}
            await client.post("/api/accounts/proofs/code", json=about)

    async def _code(self, mail: str, before: list[str]) -> str | None:
        mails = Mails(self.system.local.data / "mail")
        for mail_id in [one for one in mails.ids() if one not in before]:
            kept = read(mail_id, mails.read(mail_id) or b"").whole()
            if mail in kept["to"] and (found := CODE.search(kept["text"])):
                return found.group(1)
        return None

    def _entered(self, answer: Mapping[str, Any]) -> None:
        self.session, self.person_id = answer["session"], answer["person_id"]

    async def token(self, audience: str) -> str:
        """A token for one service."""
        form = {"grant_type": EXCHANGE, "subject_token": self.session, "subject_token_type": SESSION}
        async with RestClient(self.system.address) as client:
            answer, _ = await client.post("/api/accounts/token", data={**form, "audience": audience})
        return str(answer["access_token"])

    async def send(self, command: Command) -> None:
        """As the person, to the service that decides."""
        async with RestClient(self.system.address, await self.token(command.wire.split(".")[0])) as client:
            await client.send(command, new_id())

    async def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """As the person, to accounts itself."""
        address = f"http://127.0.0.1:{self.system.local.ports.accounts}"
        async with RestClient(address, await self.token("accounts")) as client:
            return (await client.post(path, json=dict(body)))[0]


async def organiser_of(system: System) -> Somebody:
    """The demo's organiser, signed in."""
    found = Somebody(system)
    await found.sign_in(system.demo.sign_ins[0].mail, system.demo.sign_ins[0].password)
    return found


async def holder_of(system: System, organiser: Somebody, name: RoleName) -> Somebody:
    """Somebody new who holds a role at the whole tenant, signed in."""
    found, mail = Somebody(system), f"{name}@vai.example"
    await found.register(f"Người giữ vai {name}", mail)
    role = Role(name=name, tenant_id=found.tenant_id)
    await organiser.send(accounts.GrantRole(person_id=found.person_id, role=role))
    await found.sign_in(mail)
    return found


@dataclass
class Story:
    """What was made on the way."""

    person: Somebody
    colleague: Somebody
    organiser: Somebody
    second: Somebody
    """The same person, with a second account."""
    organisation_id: str = field(default_factory=new_id)
    entry_id: str = field(default_factory=new_id)
    kept_entry_id: str = field(default_factory=new_id)
    draft_id: str = field(default_factory=new_id)
    token_id: str = field(default_factory=new_id)
    personal_token: str = ""

    async def live(self, clock: Clock) -> None:
        """All that a person can do, each once."""
        await self._have_an_account()
        await self._agree()
        await self._found_an_organisation()
        await self._enter()
        await self._let_programs_in(clock)
        await self._ask_for_things()
        await self._join_a_second_account()

    async def _have_an_account(self) -> None:
        who = self.person
        await who.register(f"{GIVEN} {NAME}", MAIL)
        await who.sign_in_by_mail(MAIL)
        again = {"current": SecretStr(PASSWORD), "password": SecretStr(PASSWORD)}
        await who.send(accounts.ChangePassword(person_id=who.person_id, **again))
        profile = accounts.ReviseProfile(person_id=who.person_id, name=f"{GIVEN} {NAME}", phone=PHONE)
        await who.send(profile)
        for name in (RoleName.JUDGE, RoleName.SECRETARY):
            role = Role(name=name, tenant_id=who.tenant_id)
            await self.organiser.send(accounts.GrantRole(person_id=who.person_id, role=role))

    async def _agree(self) -> None:
        for purpose in Purpose:
            given = accounts.GiveConsent(person_id=self.person.person_id, purpose=purpose, text_version=1)
            await self.person.send(given)
        await self.person.send(accounts.WithdrawConsent(person_id=self.person.person_id, purpose=Purpose.PHOTOS))

    async def _found_an_organisation(self) -> None:
        tenant_id, where = self.person.tenant_id, self.organisation_id
        await self.person.send(
            accounts.RegisterOrganisation(organisation_id=where, tenant_id=tenant_id, name="Gốm Phù Lãng")
        )
        await self.colleague.send(accounts.AskToJoin(organisation_id=where))
        await self.person.send(accounts.AdmitMember(organisation_id=where, person_id=self.colleague.person_id))
        role = Role(name=RoleName.ENTRANT, tenant_id=tenant_id, organisation_id=where)
        await self.person.send(accounts.InvitePerson(invitation_id=new_id(), mail="khach@moi.example", role=role))

    async def _enter(self) -> None:
        programme_id = self.person.system.demo.programme_id
        for entry_id in (self.entry_id, self.kept_entry_id):
            await eventually(partial(self._entered, entry_id, programme_id), 20, "the entry is taken")
        await self.person.send(
            registration.WithdrawEntry(
                entry_id=self.entry_id, reason=WithdrawalReason.OTHER, text=f"Tôi {NOTE}, gọi {PHONE}"
            )
        )
        step = ProjectStep(title="Lò gốm", summary=f"Của tôi, {DRAFT}")
        await self.person.send(registration.SaveDraft(entry_id=self.draft_id, programme_id=programme_id, step=step))

    async def _entered(self, entry_id: str, programme_id: str) -> bool:
        """Registration may hear of the organisation a moment later."""
        answers = EntryAnswers(title="Gốm nung điện", summary="Không khói", tags=("Gốm",))
        about = {"programme_id": programme_id, "organisation_id": self.organisation_id}
        try:
            await self.person.send(registration.SubmitEntry(entry_id=entry_id, answers=answers, **about))
        except Refused:
            return False
        return True

    async def _let_programs_in(self, clock: Clock) -> None:
        command = accounts.CreatePersonalToken(
            token_id=self.token_id,
            name=f"{TOKEN} của {NAME}",
            scopes=(OWN_READ,),
            expires_at=clock.now() + timedelta(days=30),
        )
        await self.person.send(command)
        shown = await self.person.post(f"/tokens/{self.token_id}/secret", {})
        self.personal_token = shown["token"]

    async def _ask_for_things(self) -> None:
        export = accounts.AskAboutData(
            request_id=new_id(), person_id=self.person.person_id, kind=DataRequestKind.EXPORT
        )
        await self.person.send(export)

    async def _join_a_second_account(self) -> None:
        await self.second.register(OTHER_NAME, OTHER_MAIL)
        await self.person.prove(OTHER_MAIL)
        await self.person.send(accounts.MergePerson(person_id=self.second.person_id, into_id=self.person.person_id))


async def spoil_a_withdrawal(kafka: str, entry_id: str) -> None:
    """Tells the person's withdrawal once more, of an entry that there isn't and at no time that there is.

    No consumer can take it: it becomes a dead letter of each that hears of entries.
    """
    async for batch in read_through(kafka, [REGISTRATION]):
        for message in batch:
            event = read_message(message).event
            if isinstance(event, EntryWithdrawn) and event.entry_id == entry_id:
                broken = (message.value or b"").replace(b'"withdrawn_at":"', b'"withdrawn_at":"nobody knows ')
                producer: Any = AIOKafkaProducer(bootstrap_servers=kafka)
                await producer.start()
                try:
                    other = new_id().encode()
                    about = {"ce_subject": other, "ce_id": other + b":1", "ce_sequence": b"1"}
                    headers = [(name, about.get(name, value)) for name, value in message.headers]
                    await producer.send_and_wait(REGISTRATION, broken, key=other, headers=headers)
                finally:
                    await producer.stop()
                return
    raise AssertionError("no withdrawal was told")
