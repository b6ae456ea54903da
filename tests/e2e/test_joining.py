"""Two accounts of one person become one, over the whole system: on a phone, by the mail as it was sent."""

import re
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import httpx
import pytest
from playwright.async_api import expect

from shared.contracts.accounts import commands as accounts
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.registration import commands as registration
from shared.contracts.registration.values import EntryAnswers, ProjectStep
from shared.ids import new_id
from tests.e2e.erased import Somebody, organiser_of
from tests.e2e.test_pages import Visitor, chromium, visitor
from tests.e2e.test_unsubscribe import mails_to
from tests.harness.reading import GraphReader
from tests.harness.rest import Refused, RestClient
from tests.harness.system import System
from tests.harness.waiting import eventually

__all__ = ["chromium", "visitor"]
pytestmark = pytest.mark.timeout(240)

LINK = re.compile(r"(https?://\S+/account/join\?token=\S+)")
CODE = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)
PROOF = {"vi": "Tài khoản này cũng là của bạn?", "en": "Is this account yours, too?"}
SAYS = {
    "vi": ("Gửi thư tới địa chỉ đó", "Đúng là tài khoản của tôi", "Gộp hai tài khoản", "Hai tài khoản đã là một"),
    "en": ("Send the mail there", "Yes, it is mine", "Join the two accounts", "Your accounts are one"),
}
SHOWN = "{ viewer { roles { name } drafts { entryId } entries(first: 20) { edges { node { entryId } } } } }"


@dataclass
class Account:
    """One of the two, with a thing of each kind."""

    who: Somebody
    name: str
    mail: str = field(default_factory=lambda: f"{new_id()[:12]}@hai.example")
    organisation_id: str = field(default_factory=new_id)
    entry_id: str = field(default_factory=new_id)
    draft_id: str = field(default_factory=new_id)

    async def live(self, organiser: Somebody, role: RoleName) -> None:
        """An organisation, an entry, a draft, a role."""
        await self.who.register(self.name, self.mail)
        await self.who.sign_in(self.mail)
        here = self.who.tenant_id
        named = f"{self.name} {new_id()}"
        await self.who.send(
            accounts.RegisterOrganisation(organisation_id=self.organisation_id, tenant_id=here, name=named)
        )
        await eventually(self._enters, 20, "the entry is taken")
        step = ProjectStep(title=f"Nháp của {self.name}", summary="Chưa xong")
        programme_id = self.who.system.demo.programme_id
        await self.who.send(registration.SaveDraft(entry_id=self.draft_id, programme_id=programme_id, step=step))
        await organiser.send(
            accounts.GrantRole(person_id=self.who.person_id, role=Role(name=role, tenant_id=self.who.tenant_id))
        )

    async def _enters(self) -> bool:
        """Registration may hear of the organisation a moment later."""
        about = {"programme_id": self.who.system.demo.programme_id, "organisation_id": self.organisation_id}
        try:
            answers = EntryAnswers(title=f"Hồ sơ của {self.name}")
            await self.who.send(registration.SubmitEntry(entry_id=self.entry_id, answers=answers, **about))
        except Refused:
            return False
        return True


@dataclass
class Two:
    """One person's two accounts."""

    stays: Account
    goes: Account


@pytest.fixture
async def two(system) -> Two:
    organiser = await organiser_of(system)
    made = Two(Account(Somebody(system), "Nguyễn Thị Lan"), Account(Somebody(system), "Lan Nguyễn"))
    await made.stays.live(organiser, RoleName.MODERATOR)
    await made.goes.live(organiser, RoleName.DOOR)
    return made


def found(pattern: re.Pattern[str], text: str) -> str:
    """What a mail holds."""
    match = pattern.search(text)
    assert match, text
    return match[1]


async def mail_of(system: System, address: str, subject: str) -> str | None:
    """The text of the newest mail that asks for the proof."""
    mails = [one for one in mails_to(system, address) if str(one["Subject"]) == subject]
    part = mails[0].get_body(("plain",)) if mails else None
    return str(part.get_content()) if part else None


async def told(system: System, who: Somebody) -> dict[str, Any]:
    """Roles, drafts and entries, as the gateway tells the person."""
    async with GraphReader(system.address, await who.token("gateway")) as reader:
        seen = (await reader.ask(SHOWN))["viewer"]
    return {
        "roles": {one["name"] for one in seen["roles"]},
        "drafts": {one["entryId"] for one in seen["drafts"]},
        "entries": {edge["node"]["entryId"] for edge in seen["entries"]["edges"]},
    }


async def exported(system: System, who: Somebody, service: str) -> dict[str, Any]:
    """What a service holds of the person."""
    async with httpx.AsyncClient(base_url=system.address, timeout=20) as http:
        shown = {"Authorization": f"Bearer {await who.token(service)}"}
        answer = await http.get(f"/api/{service}/people/{who.person_id}/data", headers=shown)
    return dict(answer.raise_for_status().json())


async def asked(system: System, here: Visitor, two: Two, language: str = "vi") -> str:
    """Signed in to the account that stays, the other's address is said; the text of the mail that came."""
    await here.sign_in(two.stays.mail, "mười chữ trở lên")
    await here.open("/account")
    await here.page.click("main a[href='/account/join']")
    await here.page.wait_for_url("**/account/join")
    await here.checked()
    await here.page.fill("#mail", two.goes.mail)
    await here.page.get_by_role("button", name=SAYS[language][0]).click()
    await here.page.wait_for_selector("#code")
    await here.checked()
    find = partial(mail_of, system, two.goes.mail, PROOF[language])
    return str(await eventually(find, 30, "the mail comes"))


async def is_joined(system: System, two: Two) -> bool:
    """Whether everything of both is the survivor's."""
    seen = await told(system, two.stays.who)
    return seen == {
        "roles": {"MODERATOR", "DOOR"},
        "drafts": {two.stays.draft_id, two.goes.draft_id},
        "entries": {two.stays.entry_id, two.goes.entry_id},
    }


@pytest.mark.parametrize(
    ("language", "width", "script"), [("vi", 375, True), ("en", 1280, True), ("vi", 375, False)],
)  # fmt: skip
async def test_two_accounts_are_joined_by_the_link_of_the_mail(system, two, visitor, language, width, script):
    other = await visitor(language)
    await other.sign_in(two.goes.mail, "mười chữ trở lên")
    if not script:
        here = await visitor(language, width, java_script_enabled=False)
        here.checked = _nothing_to_check
    else:
        here = await visitor(language, width)
    text = await asked(system, here, two, language)
    _, mine, join, done = SAYS[language]

    await here.page.goto(found(LINK, text))
    await here.checked()
    await here.page.get_by_role("button", name=mine).click()
    await here.page.wait_for_url("**/account/join?other=*")
    await here.checked()
    main = here.page.locator("main")
    for said in (two.stays.mail, two.goes.mail, "Hồ sơ của Lan Nguyễn", "Lan Nguyễn"):
        await expect(main).to_contain_text(said)
    await expect(main).not_to_contain_text("Hồ sơ của Nguyễn Thị Lan")

    await here.page.get_by_role("button", name=join).click()
    await expect(here.page.locator("h1")).to_have_text(done)
    await here.checked()
    await eventually(partial(is_joined, system, two), 30, "everything has gone over")
    await here.open("/my-entries")
    for said in ("Hồ sơ của Lan Nguyễn", "Hồ sơ của Nguyễn Thị Lan", "Nháp của Lan Nguyễn"):
        await expect(here.page.locator("main")).to_contain_text(said)

    kept = await exported(system, two.stays.who, "registration")
    assert all(one.entry_id in str(kept) and one.draft_id in str(kept) for one in (two.stays, two.goes))
    held = await exported(system, two.stays.who, "accounts")
    assert {one["details"]["mail"] for one in held["accounts"]} == {two.stays.mail, two.goes.mail}
    assert len(held["memberships"]) == 2

    await eventually(partial(_is_signed_out, other), 20, "the other's sessions have ended")
    for sign_in in (Somebody.sign_in, Somebody.sign_in_by_mail):
        by_other_mail = Somebody(system)
        await sign_in(by_other_mail, two.goes.mail)
        assert by_other_mail.person_id == two.stays.who.person_id
    assert here.errors == []


async def _nothing_to_check() -> None:
    """axe needs script; the same pages are looked at with it."""


async def _is_signed_out(other: Visitor) -> bool:
    """The gateway may take a session for open for a minute at most; accounts itself does not."""
    cookies = await other.page.context.cookies()
    session = next(one["value"] for one in cookies if one["name"] == "techfest_session")
    async with httpx.AsyncClient(base_url=other.address, timeout=20) as http:
        answer = await http.get("/api/accounts/sessions", headers={"Authorization": f"Bearer {session}"})
    return answer.status_code == 401


async def test_the_digits_of_the_mail_join_from_another_device(system, two, visitor):
    here = await visitor()
    text = await asked(system, here, two)
    code = found(CODE, text)
    await here.page.fill("#code", "000000" if code != "000000" else "111111")
    await here.page.get_by_role("button", name="Tiếp tục với mã này").click()
    await expect(here.page.get_by_role("alert")).to_contain_text("Chưa có gì được gộp")
    await here.checked()
    await here.page.fill("#code", code)
    await here.page.get_by_role("button", name="Tiếp tục với mã này").click()
    await here.page.wait_for_url("**/account/join?other=*")
    await here.page.get_by_role("button", name="Gộp hai tài khoản").click()
    await eventually(partial(is_joined, system, two), 30, "everything has gone over")


async def test_whoever_opens_every_link_of_the_mail_joins_nothing_and_spends_nothing(system, two, visitor):
    here, elsewhere = await visitor(), await visitor("vi", 375)
    text = await asked(system, here, two)
    async with httpx.AsyncClient(follow_redirects=True, timeout=20) as scanner:
        for link in re.findall(r"https?://\S+", text):
            assert (await scanner.get(link)).status_code == 200
            assert (await scanner.head(link)).status_code in (200, 405)
    await elsewhere.page.goto(found(LINK, text))
    await expect(elsewhere.page.locator("main")).to_contain_text("Gõ sáu chữ số trong thư ở đó.")
    await elsewhere.checked()
    assert not await is_joined(system, two)
    await here.page.goto(found(LINK, text))
    await here.page.get_by_role("button", name=SAYS["vi"][1]).click()
    await here.page.wait_for_url("**/account/join?other=*")
    assert not await is_joined(system, two), "a proof alone joins nothing either"


async def test_a_link_crossed_with_another_account_or_used_up_says_so_and_goes_on(system, two, visitor):
    here = await visitor()
    text = await asked(system, here, two)
    link = found(LINK, text)
    await here.open("/account")
    await here.page.context.clear_cookies(name="techfest_session")
    await here.sign_in(two.goes.mail, "mười chữ trở lên")
    await here.page.goto(link)
    await here.page.get_by_role("button", name=SAYS["vi"][1]).click()
    await expect(here.page.get_by_role("alert")).to_contain_text("Chưa có gì được gộp")
    await expect(here.page.locator("main")).to_contain_text("Bạn đang đăng nhập với tên Lan Nguyễn.")
    await here.checked()
    await here.page.context.clear_cookies(name="techfest_session")
    await here.sign_in(two.stays.mail, "mười chữ trở lên")
    for _ in range(2):
        await here.page.goto(link)
        await here.page.get_by_role("button", name=SAYS["vi"][1]).click()
        await here.page.wait_for_url("**/account/join?other=*")
    await here.page.get_by_role("button", name="Gộp hai tài khoản").click()
    await expect(here.page.locator("h1")).to_have_text(SAYS["vi"][3])
    await here.page.goto(link)
    await expect(here.page.locator("h1")).to_have_text("Bạn mở liên kết này ở nơi đã xin")


async def test_nobody_sees_or_joins_an_account_that_they_have_not_proven(system, two):
    session = two.stays.who.session
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{system.local.ports.accounts}") as http:
        seen = await http.get(f"/proofs/{two.goes.who.person_id}", headers={"Authorization": f"Bearer {session}"})
    assert (seen.status_code, seen.json()["code"]) == (404, "not_found")
    organiser = await organiser_of(system)
    merge = accounts.MergePerson(person_id=two.goes.who.person_id, into_id=two.stays.who.person_id)
    with pytest.raises(Refused, match="404"):
        await two.stays.who.send(merge)
    with pytest.raises(Refused, match="403"):
        await organiser.send(merge)


async def test_asking_for_an_address_that_nobody_has_answers_the_same(system, two):
    async with RestClient(system.address, two.stays.who.session) as client:
        answers = [
            (await client.post("/api/accounts/proofs", json={"mail": mail}))[0]
            for mail in (two.goes.mail, f"{new_id()[:12]}@niemand.example")
        ]
    assert {tuple((name, len(value)) for name, value in one.items()) for one in answers} == {
        tuple((name, len(value)) for name, value in answers[0].items())
    }
