"""Names as people really have them, and as nobody has: on every page that shows one, on a phone, in a real browser."""

from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from playwright.async_api import expect

from shared.contracts.accounts import commands as accounts
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.accounts.values import DataRequestKind
from shared.ids import new_id
from tests.e2e.erased import PASSWORD, Somebody, organiser_of
from tests.e2e.test_pages import Visitor, chromium, organiser, visitor
from tests.harness.system import System

__all__ = ["chromium", "visitor"]
pytestmark = pytest.mark.timeout(240)

NAMES = {
    "one word that fills the limit": "W" * 120,
    "from right to left": "مريم بنت عبد الله 1990 (العربية)",
    "both directions": "Lan שלום 12 Nguyễn",
    "signs alone": "👩‍👩‍👧‍👦🏳️‍🌈🦋" * 8,
    "the widest sign": "﷽" * 60,
    "many marks": "Z" + "\u0351\u0342\u0310" * 30,
    "tags": "<script>alert(1)</script> & \"'",
}
OWN = ("/", "/my-entries", "/account", "/account/security", "/account/privacy", "/account/data", "/account/join")
ORGANISING = ("/organise/people", "/organise/data-requests")


@dataclass
class Named:
    """Everybody, in one organisation."""

    people: dict[str, Somebody]
    mails: dict[str, str]
    organisation_id: str


@pytest.fixture(scope="module")
async def named(system) -> Named:
    organises, tenant_id = await organiser_of(system), system.demo.tenant_id
    made = Named({}, {}, new_id())
    for what, name in NAMES.items():
        who, mail = Somebody(system), f"{new_id()[:12]}@ten.example"
        made.people[what], made.mails[what] = who, mail
        await who.register(name, mail)
        await who.sign_in(mail)
        role = Role(name=RoleName.MODERATOR, tenant_id=tenant_id)
        await organises.send(accounts.GrantRole(person_id=who.person_id, role=role))
        await who.send(accounts.AskAboutData(request_id=new_id(), person_id=who.person_id, kind=DataRequestKind.EXPORT))
        if len(made.people) == 1:
            await who.send(
                accounts.RegisterOrganisation(organisation_id=made.organisation_id, tenant_id=tenant_id, name="W" * 120)
            )
        else:
            await who.send(accounts.AskToJoin(organisation_id=made.organisation_id))
    return made


async def signed_in(system: System, made: Visitor, mail: str, password: str = PASSWORD) -> Visitor:
    await made.sign_in(mail, password)
    return made


@pytest.mark.parametrize("what", NAMES)
async def test_ones_own_pages_fit_a_phone_whatever_one_is_called(system, named, visitor, what):
    here = await signed_in(system, await visitor(), named.mails[what])
    for path in (*OWN, f"/organisation/{named.organisation_id}"):
        await here.open(path)
        await here.checked()
    await here.open("/account")
    assert await here.page.input_value("#name") == NAMES[what]
    assert here.errors == []


@pytest.mark.parametrize("width", [375, 1280])
async def test_lists_of_people_fit_and_no_name_turns_what_stands_beside_it(system, named, visitor, width):
    here = await signed_in(system, await visitor("vi", width), *organiser(system))
    for path in ORGANISING:
        await here.open(path)
        await here.checked()
        shown = await here.page.locator("main bdi").all_text_contents()
        assert {name for name in NAMES.values() if name not in shown} == set(), path
    first = await signed_in(system, await visitor("vi", width), named.mails[next(iter(NAMES))])
    await first.open(f"/organisation/{named.organisation_id}")
    await first.checked()
    shown = await first.page.locator("main bdi").all_text_contents()
    assert {name for name in list(NAMES.values())[1:] if name not in shown} == set()


@pytest.mark.parametrize("name", ["Ễ" * 10_000, "\u202egnp.exe", "\u2067ש", " ", "\u200b\u200b", "a\u0000b", "a\nb"])
async def test_a_name_that_is_none_makes_no_account_and_says_what_to_do(system, visitor, name):
    here = await visitor()
    await here.open("/make-account")
    await here.page.evaluate("name => { document.querySelector('#name').value = name }", name)
    await here.page.fill("#mail", here.mail)
    await here.page.fill("#password", here.password)
    await here.page.click("main button[type=submit]")
    if name == "a\nb":  # a browser sends one line, whatever stands in it
        await here.page.wait_for_url(lambda url: "/make-account" not in url)
        return
    await expect(here.page.get_by_role("alert")).to_contain_text("Tài khoản chưa được lập")
    await here.checked()
    assert here.errors == []
    given: dict[str, Any] = {"person_id": new_id(), "tenant_id": system.demo.tenant_id, "mail": here.mail}
    async with httpx.AsyncClient(base_url=system.address, timeout=20) as http:
        headers = {"Idempotency-Key": new_id(), "Accept-Language": "vi"}
        answer = await http.post(
            "/api/accounts/commands/register-person", json={**given, "name": name}, headers=headers
        )
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/name"]
    assert not name.strip() or name not in answer.text, "nothing of it is quoted"
