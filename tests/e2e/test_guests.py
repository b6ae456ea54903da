"""Who came in by a printed code adds a mail address: on a phone, over the whole system."""

import re

import pytest
from playwright.async_api import expect

from deploy.local import keys
from services.accounts.handlers.codes import codes_of
from services.accounts.store import subkey
from shared.contracts.accounts.commands import RequestCodeSheet
from shared.ids import derived_id, new_id
from tests.e2e.erased import Somebody, organiser_of
from tests.e2e.test_joining import found
from tests.e2e.test_pages import Visitor, chromium, visitor
from tests.e2e.test_unsubscribe import mails_to
from tests.harness.system import System
from tests.harness.waiting import eventually

__all__ = ["chromium", "visitor"]
pytestmark = pytest.mark.timeout(180)

LINK = re.compile(r"(https?://\S+/sign-in/link\?token=\S+)")
HINT = "Bạn vào bằng mã in sẵn"


async def printed_code(system: System) -> str:
    """As it stands on a slip that an organiser has had printed."""
    organiser, job_id = await organiser_of(system), new_id()
    await organiser.send(RequestCodeSheet(job_id=job_id, tenant_id=organiser.tenant_id, count=1, label="Cổng chính"))
    secret = keys.secret(system.local.data, "accounts").encode()
    return codes_of(subkey(secret, "printed codes"), derived_id("codes", job_id), 1)[0]


async def come_in(system: System, here: Visitor, name: str) -> None:
    """With the slip, as soon as its codes are issued."""
    code = await printed_code(system)

    async def taken() -> bool:
        await here.open(f"/sign-in/code?code={code}")
        await here.page.locator("main form button").first.click()
        await here.page.wait_for_selector("#name, [role=alert]")
        return await here.page.locator("#name").count() == 1

    await eventually(taken, 30, "the code holds")
    await here.checked()
    await here.page.fill("#name", name)
    await here.page.locator("main form button").first.click()
    await here.page.wait_for_url("**/my-entries")


async def mail_to(system: System, address: str, subject: str) -> str:
    async def look() -> str | None:
        part = next((one.get_body(("plain",)) for one in mails_to(system, address) if one["Subject"] == subject), None)
        return str(part.get_content()) if part else None

    return str(await eventually(look, 30, "the mail comes"))


async def add(here: Visitor, address: str) -> None:
    """By the hint that every page shows."""
    await here.page.get_by_role("complementary").get_by_role("link", name="Thêm địa chỉ thư").click()
    await here.page.wait_for_url("**/account/address")
    await here.checked()
    await here.page.fill("#mail", address)
    await here.page.get_by_role("button", name="Gửi thư cho tôi").click()
    await here.page.wait_for_url("**/sign-in/mail")
    await here.checked()


async def test_an_address_is_a_claim_until_its_mail_was_read_and_brings_one_back(system, visitor):
    here, address = await visitor(), f"{new_id()[:12]}@tu.example"
    await come_in(system, here, "Bà Tư 🦋 مريم")
    await expect(here.page.locator("body")).to_contain_text(HINT)
    await here.checked()
    await add(here, address)
    await here.open("/account")
    await expect(here.page.locator("main")).to_contain_text("Địa chỉ này chưa được xác nhận")
    await here.checked()
    await here.page.goto(found(LINK, await mail_to(system, address, "Xác nhận địa chỉ thư của bạn")))
    await here.page.get_by_role("button", name="Đúng, địa chỉ này là của tôi").click()
    await here.page.wait_for_url("**/account")
    await expect(here.page.locator("main")).not_to_contain_text("chưa được xác nhận")
    await expect(here.page.locator("body")).not_to_contain_text(HINT)
    elsewhere, own = Somebody(system), Somebody(system)
    await elsewhere.sign_in_by_mail(address)
    await own.sign_in_by_mail(address)
    assert elsewhere.person_id == own.person_id
    assert here.errors == []


async def test_an_address_that_has_an_account_joins_the_guest_with_it(system, visitor):
    here, lan, address = await visitor(), Somebody(system), f"{new_id()[:12]}@lan.example"
    await lan.register("Nguyễn Thị Lan", address)
    await come_in(system, here, "Chị Lan ở cổng")
    await add(here, address)
    await here.page.goto(found(LINK, await mail_to(system, address, "Bạn đã có tài khoản")))
    await here.page.locator("main form button").click()
    await here.page.wait_for_url("**/account")
    assert await here.page.input_value("#name") == "Nguyễn Thị Lan"
    await expect(here.page.locator("body")).not_to_contain_text(HINT)


async def test_not_now_is_one_press_and_nothing_more_is_said(system, visitor):
    here = await visitor()
    await come_in(system, here, "Cụ Năm")
    await here.page.get_by_role("button", name="Để sau").click()
    await here.page.wait_for_url("**/my-entries")
    await expect(here.page.locator("body")).not_to_contain_text(HINT)
    await here.open("/account")
    await expect(here.page.locator("main")).to_contain_text("Thêm địa chỉ thư")
    await here.checked()
