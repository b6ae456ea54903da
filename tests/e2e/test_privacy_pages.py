"""One's own data in a real browser on a phone: agreed to and taken back, read, erasure asked for and taken back."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import expect

from tests.e2e.test_pages import chromium, organiser, visitor

__all__ = ["chromium", "visitor"]

OWN = ("/account", "/account/privacy", "/account/data")
SEEN_WITHIN = 10_000
"""Milliseconds until a page shows what was done on it."""


@pytest.fixture
async def hanh(visitor, system):
    """Somebody who has an account, at a phone; photos were ticked while it was made."""
    found = await visitor()
    await found.open("/make-account?next=/account/privacy")
    assert await found.page.locator("[name=agree]:checked").count() == 0
    await found.page.check("[name=agree][value=photos]")
    await found.checked()
    await found.page.fill("#name", "Nguyễn Thị Hạnh")
    await found.page.fill("#mail", found.mail)
    await found.page.fill("#password", found.password)
    await found.page.click("main button[type=submit]")
    await found.page.wait_for_url(lambda url: urlsplit(url).path == "/account/privacy")
    yield found
    assert found.errors == []


async def test_what_was_agreed_to_has_a_receipt_and_is_taken_back_in_one_tap(hanh):
    photos, news = hanh.page.locator("#purpose-photos"), hanh.page.locator("#purpose-news")
    await seen(hanh, photos.get_by_text(re.compile("Biên nhận [0-9a-f]{12}: bản số 1")))
    assert await news.get_by_text("Biên nhận").count() == 0
    await hanh.checked()
    await photos.get_by_role("button").click()
    await seen(hanh, photos.get_by_text("Bạn đã rút lại lúc"))
    await news.get_by_role("button").click()
    await seen(hanh, news.get_by_text("Biên nhận"))
    await hanh.checked()


async def seen(visitor, what) -> None:
    """It stands there, now or after opening the page once more."""
    if not await what.count():
        await visitor.page.reload()
    await expect(what).to_be_visible(timeout=SEEN_WITHIN)


async def test_erasure_is_asked_with_its_time_and_taken_back_in_one_tap(hanh):
    page = hanh.page
    await page.check("[name=sure]")
    await page.get_by_role("button", name="Yêu cầu xoá tài khoản").click()
    await seen(hanh, page.get_by_text(re.compile(r"sẽ được xoá muộn nhất lúc 17:00, thứ .* \(giờ Việt Nam\)")))
    await hanh.checked()
    await page.get_by_role("button", name="Giữ lại tài khoản của tôi").click()
    await seen(hanh, page.get_by_role("button", name="Yêu cầu xoá tài khoản"))
    await expect(page.locator("#asked ~ ul")).to_contain_text("Đã rút lại")


@pytest.mark.parametrize("path", OWN)
async def test_every_page_of_ones_own_data_fits_a_phone(hanh, path):
    await hanh.open(path)
    assert urlsplit(hanh.page.url).path == path
    await hanh.checked()


async def test_the_profile_is_saved_and_shown(hanh):
    await hanh.open("/account")
    await hanh.page.fill("#name", "Nguyễn Thị Hạnh Phúc")
    await hanh.page.fill("#phone", "0912 345 678")
    await hanh.page.get_by_role("button", name="Lưu hồ sơ cá nhân").click()
    await expect(hanh.page.get_by_text("Đã lưu.")).to_be_visible()
    assert await hanh.page.input_value("#name") == "Nguyễn Thị Hạnh Phúc"
    await hanh.checked()


async def test_all_that_is_held_is_taken_along_as_a_file(hanh):
    await hanh.open("/account/privacy")
    async with hanh.page.expect_download() as coming:
        await hanh.page.get_by_role("link", name="Tải dữ liệu của tôi").click()
    told = json.loads(read(await (await coming.value).path()))
    (account,) = told["accounts"]["accounts"]
    assert account["details"] == {"name": "Nguyễn Thị Hạnh", "mail": hanh.mail, "phone": None}
    assert [given["purpose"] for given in told["accounts"]["consents"]] == ["photos"]
    assert hanh.password not in json.dumps(told)


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [375, 1280])
async def test_an_organiser_sees_the_time_left_and_refuses_with_a_reason(hanh, visitor, system, width):
    await hanh.page.get_by_role("button", name="Yêu cầu ngừng dùng").click()
    await seen(hanh, hanh.page.get_by_role("button", name="Rút yêu cầu"))
    minh = await visitor("vi", width)
    await minh.sign_in(*organiser(system))
    await minh.open("/organise/data-requests")
    card = minh.page.locator("li.card", has_text="Nguyễn Thị Hạnh").last
    await expect(card).to_contain_text(re.compile(r"còn \d+ ngày \d+ giờ"))
    await minh.checked()
    await card.locator("summary").click()
    await card.locator("textarea").fill("Luật 91/2025/QH15: đang có tranh chấp.")
    await minh.checked()
    await card.get_by_role("button", name="Từ chối yêu cầu").click()
    await expect(minh.page.get_by_text("Đã ghi nhận trả lời")).to_be_visible()
    assert minh.errors == []
    await hanh.open("/account/privacy")
    await seen(hanh, hanh.page.get_by_text("Bị từ chối"))
    await hanh.open("/account/data")
    await expect(hanh.page.get_by_text("Luật 91/2025/QH15: đang có tranh chấp.")).to_be_visible()
