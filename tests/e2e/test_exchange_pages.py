"""The exchange in a real browser: posted from a phone within its budget, published, found, traded between two sides."""

import io
from dataclasses import dataclass

import pytest
from PIL import Image

from tests.e2e.test_pages import LOCALE, Visitor, chromium, organiser, visitor

__all__ = ["chromium", "visitor"]
pytestmark = [pytest.mark.e2e, pytest.mark.slow]
MOST_REQUIRED, MOST_PAGES = 8, 2
SAVE = "main .footbar button[type=submit]"


@dataclass
class Trader:
    """Somebody who posts and asks in the name of an organisation."""

    visitor: Visitor

    @property
    def page(self):
        return self.visitor.page

    async def arrive(self) -> None:
        """An account, and an organisation."""
        await self.visitor.make_account("/organisations/new")
        await self.page.fill("main input[name=name]", f"Cơ khí {self.visitor.startup}")
        await self.page.click("main form button[type=submit]:not(.hush)")
        await self.page.wait_for_url("**/organisation/*")

    async def post(self, title: str, price: str, picture: bytes = b"") -> None:
        """Fills the form in, and reads it once more."""
        page = self.page
        await self.visitor.open("/exchange/new")
        await self.visitor.checked()
        await page.check("input[name=direction][value=offer]")
        await page.select_option("#subject", "equipment")
        await page.fill("#title", title)
        await page.fill("#summary", "Sấy đều từ 28% xuống 14% ẩm trong 6 giờ.")
        await page.select_option("#sector", "agriculture.postharvest")
        await page.fill("#price-least", price)
        if picture:
            files = [{"name": "may.jpg", "mimeType": "image/jpeg", "buffer": picture}]
            await page.set_input_files("#file", files)
        await page.click(SAVE)
        await page.wait_for_url("**/exchange/mine/*")

    async def act(self, action: str) -> None:
        """Presses the button of an action, and waits for the page that says that it is done."""
        await self.page.click(f"form:has(input[name=action][value={action}]) button")
        await self.page.wait_for_url(f"**?done={action}")


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (640, 480), "#2440a0").save(made, "JPEG")
    return made.getvalue()


@pytest.fixture
async def moderator(visitor, system) -> Visitor:
    one: Visitor = await visitor("vi", 1280)
    await one.sign_in(*organiser(system))
    return one


async def published(moderator: Visitor, title: str) -> None:
    await moderator.find("/exchange/review", f"main a:has-text('{title}')")
    await moderator.checked()
    await moderator.follow(f"main a:has-text('{title}')")
    await moderator.checked()
    await moderator.page.click("form:has(input[value=approve]) button")
    await moderator.page.wait_for_url("**?done=approve")


@pytest.mark.parametrize("language", LOCALE)
async def test_a_listing_is_posted_from_a_phone_within_its_budget_and_found_without_diacritics(
    visitor, moderator, language
):
    seller = Trader(await visitor(language))
    await seller.arrive()
    title = f"Máy sấy ngô {seller.visitor.startup}"
    seller.visitor.required = 0
    await seller.post(title, "380.000.000", picture())
    await seller.visitor.checked()
    assert seller.visitor.required <= MOST_REQUIRED
    assert await seller.page.locator(".pictures img").evaluate("image => image.naturalWidth") == 640
    await seller.act("submit")
    await published(moderator, title)
    await moderator.find(f"/exchange?q=may+say+ngo+{seller.visitor.startup}", f".listing a:has-text('{title}')")
    await moderator.checked()
    await moderator.follow(f".listing a:has-text('{title}')")
    await moderator.checked()
    assert "380.000.000" in await moderator.page.inner_text("main")
    assert seller.visitor.errors + moderator.errors == []


async def test_two_sides_ask_offer_accept_and_confirm(visitor, moderator):
    seller, buyer = Trader(await visitor("vi")), Trader(await visitor("vi", 1280))
    await seller.arrive()
    title = f"Tháp sấy lúa {seller.visitor.startup}"
    await seller.post(title, "400.000.000")
    await seller.act("submit")
    await published(moderator, title)
    await buyer.arrive()
    await buyer.visitor.find(f"/exchange?q={seller.visitor.startup}", f".listing a:has-text('{title}')")
    await buyer.visitor.follow(f".listing a:has-text('{title}')")
    await buyer.page.fill("#text", "Chúng tôi cần một tháp trước vụ xuân.")
    await buyer.page.click("form:has(#text) button[type=submit]")
    await buyer.page.wait_for_url("**/exchange/enquiries/*")
    talk = buyer.page.url.removeprefix(buyer.visitor.address)
    await buyer.page.fill("#price", "350.000.000")
    await buyer.act("offer")
    await seller.visitor.open(talk)
    await seller.visitor.checked()
    await seller.page.fill("#price", "365.000.000")
    await seller.act("offer")
    await buyer.visitor.open(talk)
    assert "350.000.000" in await buyer.page.inner_text("del")
    await buyer.act("accept")
    await buyer.act("confirm")
    await seller.visitor.open(talk)
    await seller.act("confirm")
    await seller.visitor.checked()
    assert "Hai bên đã xác nhận" in await seller.page.inner_text("header .chip, main header")
    assert seller.visitor.errors + buyer.visitor.errors == []


async def test_a_stranger_sees_what_is_offered_and_nothing_of_what_lies_between_two_sides(visitor, moderator):
    seller, stranger = Trader(await visitor("vi")), await visitor("en")
    await seller.arrive()
    title = f"Lò sấy {seller.visitor.startup}"
    await seller.post(title, "90.000.000")
    draft = seller.page.url.removeprefix(seller.visitor.address)
    await stranger.open(draft)
    assert "/sign-in" in stranger.page.url
    await stranger.make_account("/exchange")
    await stranger.checked()
    await stranger.open(draft)
    assert title not in await stranger.page.inner_text("body")
    await stranger.open("/exchange/review")
    assert title not in await stranger.page.inner_text("body")
