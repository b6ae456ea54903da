"""What strangers, programs and accidents send to the doors of a running system."""

import asyncio
import re
from collections.abc import Callable, Mapping
from typing import Any

import httpx
import pytest
from playwright.async_api import expect

from shared.contracts.accounts import commands as accounts
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.accounts.values import DataRequestKind
from shared.contracts.values import Text
from shared.ids import new_id
from shared.services import SERVICES
from tests.builders import tokens
from tests.builders.tokens import Signer
from tests.e2e.erased import CODE, Somebody, organiser_of
from tests.e2e.test_belonging import operate, registered
from tests.e2e.test_joining import found
from tests.e2e.test_pages import chromium, visitor
from tests.e2e.test_unsubscribe import mails_to
from tests.harness.reading import GraphReader
from tests.harness.system import System
from tests.harness.waiting import eventually

__all__ = ["chromium", "visitor"]
pytestmark = pytest.mark.timeout(120)

LINKS = re.compile(r"https?://[^\s<>\"]+")
SIGN_IN = re.compile(r"(https?://\S+/sign-in/link\?token=\S+)")


@pytest.fixture
async def lan(system) -> tuple[Somebody, str]:
    who, mail = Somebody(system), f"{new_id()[:12]}@cua.example"
    await who.register("Nguyễn Thị Lan", mail)
    return who, mail


@pytest.fixture
async def door(system):
    """The gateway, without a session."""
    async with httpx.AsyncClient(base_url=system.address, timeout=20) as http:
        yield http


def unknown() -> str:
    return f"{new_id()[:12]}@niemand.example"


def texts_to(system: System, address: str) -> list[str]:
    """The texts of all mails to somebody, the newest first."""
    parts = [one.get_body(("plain",)) for one in mails_to(system, address)]
    return [str(part.get_content()) for part in parts if part]


async def mail_with(system: System, address: str, word: str) -> str:
    """The text of the newest mail to somebody that holds a word: others may come meanwhile."""

    async def look() -> str | None:
        return next((text for text in texts_to(system, address) if word in text), None)

    return await eventually(look, 30, f"the mail with {word}")


def asking(system: System, address: str) -> list[str]:
    """The texts of the mails that sign somebody in."""
    return [text for text in texts_to(system, address) if SIGN_IN.search(text)]


def said(answer: httpx.Response) -> tuple[int, Any]:
    return answer.status_code, answer.json().get("code")


async def test_guessing_a_password_ends_after_ten_tries_and_tells_nobody_who_has_an_account(system, door, lan):
    _, mail = lan
    heard = []
    for address in (mail, unknown()):
        about = {"mail": address, "password": "sai", "tenant_id": system.demo.tenant_id}
        heard.append([said(await door.post("/api/accounts/sign-in", json=about)) for _ in range(12)])
    assert heard[0] == heard[1]
    assert heard[0] == [(401, "accounts.wrong_credentials")] * 10 + [(429, "accounts.too_many_attempts")] * 2


async def test_guessing_the_digits_ends_after_five_and_is_the_same_for_an_address_that_nobody_has(system, door, lan):
    _, mail = lan
    heard = []
    for address in (mail, unknown()):
        wish = {"mail": address, "tenant_id": system.demo.tenant_id}
        asked = (await door.post("/api/accounts/sign-in/link", json=wish)).json()
        right = found(CODE, await mail_with(system, mail, asked["sign_in_id"])) if address == mail else ""
        wrong = [f"{n:06}" for n in range(8) if f"{n:06}" != right][:7]
        about = {"sign_in_id": asked["sign_in_id"], "browser": asked["browser"]}
        heard.append(
            [said(await door.post("/api/accounts/sign-in/code-by-mail", json={**about, "code": n})) for n in wrong]
        )
    assert heard[0] == heard[1]
    assert heard[0] == [(401, "accounts.wrong_code")] * 5 + [(404, "accounts.link_expired")] * 2


async def test_printed_codes_are_not_guessed(door):
    answers = [said(await door.post("/api/accounts/sign-in/code", json={"code": "7KQM-3ZT9-WX4B"})) for _ in range(3)]
    assert {status for status, _ in answers} <= {404, 422}


async def test_of_many_presses_of_one_link_at_one_moment_one_signs_in(system, door, lan):
    _, mail = lan
    asked = (
        await door.post("/api/accounts/sign-in/link", json={"mail": mail, "tenant_id": system.demo.tenant_id})
    ).json()
    token = found(SIGN_IN, await mail_with(system, mail, asked["sign_in_id"])).partition("token=")[2]
    use = {"token": token, "browser": asked["browser"]}
    answers = await asyncio.gather(*(door.post("/api/accounts/sign-in/link/use", json=use) for _ in range(10)))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 9
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"accounts.link_used"}
    other = await door.post("/api/accounts/sign-in/link/use", json={**use, "browser": "b" * 64})
    assert said(other) == (409, "accounts.link_used")


async def test_two_devices_at_once_each_sign_in_by_their_own_mail_and_not_by_the_others(system, visitor, lan):
    _, mail = lan
    phone, desk = await visitor(), await visitor("vi", 1280)
    texts = []
    for device in (phone, desk):
        before = len(asking(system, mail))
        await device.open("/sign-in")
        await device.page.locator('form[action="/sign-in/mail"] input[type=email]').fill(mail)
        await device.page.locator('form[action="/sign-in/mail"] button').click()
        await device.page.wait_for_selector("#code")

        async def came(before: int = before) -> bool:
            return len(asking(system, mail)) > before

        await eventually(came, 30, "the mail comes")
        texts.append(asking(system, mail)[0])
    links = [found(SIGN_IN, text) for text in texts]
    await phone.page.goto(links[1])
    await expect(phone.page.locator("main")).to_contain_text("Gõ sáu chữ số trong thư ở đó.")
    await phone.checked()
    for device, link in zip((phone, desk), links, strict=True):
        await device.page.goto(link)
        await device.page.get_by_role("button", name="Đăng nhập ngay").click()
        await device.page.wait_for_url(lambda url: "/sign-in" not in url)
    await phone.page.goto(links[0])
    await expect(phone.page.locator("main")).to_contain_text("nơi đã xin")


async def test_a_scanner_that_opens_every_link_of_every_mail_changes_nothing(system, door, lan):
    _, mail = lan
    organiser, invited = await organiser_of(system), unknown()
    role = Role(name=RoleName.SECRETARY, tenant_id=system.demo.tenant_id)
    await organiser.send(accounts.InvitePerson(invitation_id=new_id(), mail=invited, role=role))
    asked = (
        await door.post("/api/accounts/sign-in/link", json={"mail": mail, "tenant_id": system.demo.tenant_id})
    ).json()
    signing_in = await mail_with(system, mail, asked["sign_in_id"])
    inviting = await mail_with(system, invited, "/invitation?")
    opened = []
    async with httpx.AsyncClient(follow_redirects=True, timeout=20, headers={"Accept": "text/html"}) as scanner:
        for mailed in (*mails_to(system, mail), *mails_to(system, invited)):
            bodies = [mailed.get_body((kind,)) for kind in ("plain", "html")]
            for link in {one for body in bodies if body for one in LINKS.findall(body.get_content())}:
                opened.append((await scanner.get(link.replace("&amp;", "&"))).status_code)
                await scanner.head(link)
        assert "techfest_session" not in scanner.cookies
    assert len(opened) >= 2
    assert set(opened) == {200}
    token = found(SIGN_IN, signing_in).partition("token=")[2]
    use = {"token": token, "browser": asked["browser"]}
    assert (await door.post("/api/accounts/sign-in/link/use", json=use)).status_code == 200
    invitation = next(link for link in LINKS.findall(inviting) if "/invitation?" in link)
    looked = await door.post("/api/accounts/invitations/look", json={"token": invitation.partition("token=")[2]})
    assert (looked.status_code, looked.json()["is_new"]) == (200, True)


STRANGER = Signer()
FORGED: Mapping[str, Callable[[str], str]] = {
    "alg none": lambda _: tokens.unsigned(),
    "HS256 with a public key": lambda _: tokens.signed_with_public_key(STRANGER),
    "RS256": lambda _: tokens.signed_with_rsa(),
    "another's key": lambda _: STRANGER.token(),
    "another issuer": lambda _: STRANGER.token(iss="somebody"),
    "a true one, tampered with": lambda true: tokens.tampered(true),
    "a true one without its signature": lambda true: true.rpartition(".")[0] + ".",
    "nothing of the kind": lambda _: "é" * 3,
}


@pytest.mark.parametrize("how", FORGED)
async def test_no_door_believes_a_token_that_accounts_has_not_signed(system, door, how):
    organiser = await organiser_of(system)
    heard = {}
    for service in SERVICES:
        forged = FORGED[how](await organiser.token(service))
        shown = {"Authorization": b"Bearer " + forged.encode()}
        heard[service] = (
            await door.get(f"/api/{service}/people/{organiser.person_id}/data", headers=shown)
        ).status_code
        asked = await door.post("/graphql", json={"query": "{ viewer { id } }"}, headers=shown)
        heard[f"graphql {service}"] = asked.status_code if "errors" in asked.json() else asked.json()["data"]["viewer"]
    assert {str(value) for value in heard.values()} <= {"401", "None"}, heard


async def test_a_token_for_one_service_opens_no_other(system):
    organiser = await organiser_of(system)
    ports = {name: getattr(system.local.ports, name) for name in SERVICES}
    for audience in SERVICES:
        shown = {"Authorization": f"Bearer {await organiser.token(audience)}"}
        answers = {}
        for service, port in ports.items():
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as http:
                answer = await http.get(f"/people/{organiser.person_id}/data", headers=shown)
                answers[service] = answer.status_code
        assert answers == {service: 200 if service == audience else 401 for service in SERVICES}


async def test_a_session_lives_on_when_the_process_that_signs_is_killed(system):
    """Its successor signs with the same keys, and what was signed before still holds."""
    organiser = await organiser_of(system)
    before = await organiser.token("gateway")
    system.kill_and_wait("accounts-api")
    for token in (before, await organiser.token("gateway")):
        async with GraphReader(system.address, token) as reader:
            assert (await reader.ask("{ viewer { id } }"))["viewer"]["id"] == organiser.person_id


async def test_the_last_organiser_of_a_tenant_is_told_to_hand_over_first(system):
    """By every way out: the role is kept, and so is the account."""
    tenant_id = new_id()
    await operate(
        system, accounts.CreateTenant(tenant_id=tenant_id, slug=f"t-{tenant_id[:12]}", name=Text(vi="Kinh Bắc"))
    )
    last = await registered(system, tenant_id)
    role = Role(name=RoleName.ORGANISER, tenant_id=tenant_id)
    await operate(system, accounts.GrantRole(person_id=last.person_id, role=role))
    erasure = accounts.AskAboutData(request_id=new_id(), person_id=last.person_id, kind=DataRequestKind.ERASURE)
    for command in (accounts.RevokeRole(person_id=last.person_id, role=role), erasure):
        with pytest.raises(AssertionError, match=r"accounts\.last_organiser"):
            await last.send(command)
    assert await last.roles() == ["ORGANISER"]
