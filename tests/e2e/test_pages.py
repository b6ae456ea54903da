"""A first visit in a real browser: within its budget, in both languages, on a phone and on a desk, for everybody."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from deploy.local import keys
from shared.ids import new_id
from tests.architecture.tree import ROOT
from tests.harness.waiting import eventually

AXE = ROOT / "gateway" / "web" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
MOST_REQUIRED, MOST_PAGES = 14, 4
NEXT = ".footbar button[type=submit]:not([name])"
TOO_WIDE = """
(() => {
  const root = document.documentElement;
  if (root.scrollWidth <= window.innerWidth) return "";
  const over = [...document.body.querySelectorAll('*')]
    .filter(one => one.getBoundingClientRect().right + window.scrollX > window.innerWidth);
  return [root.scrollWidth, ...over.map(one => one.outerHTML.slice(0, 160))].join(" ");
})()
"""
"""The page's width and what reaches beyond the window, where something does."""
STEPS: tuple[tuple[str, dict[str, str]], ...] = (
    (
        "startup",
        {"#name": "Sấy {startup}", "#location": "Bắc Ninh", "#founded_year": "2022", "#website": "{startup}.vn"},
    ),
    ("project", {"#title": "Máy sấy thăng hoa", "#summary": "Sấy vải thiều tại vườn."}),
    ("fields", {"#more": "sấy, vải thiều"}),
)
WORDS = {"vi": {"receipt": "Hồ sơ đã nộp xong"}, "en": {"receipt": "Your entry is in"}}
LOCALE = {"vi": "vi-VN", "en": "en-GB"}


@dataclass
class Visitor:
    """Somebody at a browser; what goes wrong in it is written down."""

    page: Page
    address: str
    mail: str = field(default_factory=lambda: f"{new_id()[:12]}@startup.example")
    password: str = "ba từ dễ nhớ"
    startup: str = field(default_factory=lambda: "".join(chr(ord("a") + int(digit, 16)) for digit in new_id()[:14]))
    """A name that is like nobody else's, or the form would ask whether it is the same startup."""
    errors: list[str] = field(default_factory=list)
    required: int = 0
    pages: int = 0

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self._listen(said.text))

    def _listen(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.errors.append(text)

    async def open(self, path: str) -> None:
        """Opens a page of the site."""
        await self.page.goto(self.address + path)

    async def find(self, path: str, selector: str) -> None:
        """Opens a page, again where what was done a moment ago doesn't show there yet."""

        async def shows() -> bool:
            await self.open(path)
            return await self.page.locator(selector).count() > 0

        await eventually(shows, 30, f"{selector} on {path}")

    async def follow(self, selector: str) -> None:
        """Clicks what leads to another page, and is there."""
        async with self.page.expect_navigation():
            await self.page.click(selector)

    async def checked(self) -> None:
        """The open page fits its width and axe finds nothing; what it requires is counted."""
        assert await self.page.evaluate(TOO_WIDE) == "", f"{self.page.url} is wider than its window"
        await self.page.evaluate(AXE.read_text())
        found = await self.page.evaluate("axe.run()")
        assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []
        self.required += await self.page.locator("main :required").count()

    async def make_account(self, target: str = "") -> None:
        """Makes an account and goes on."""
        await self.open(f"/make-account?next={target}")
        await self.checked()
        await self.page.fill("#name", "Nguyễn Thị Hạnh")
        await self.page.fill("#mail", self.mail)
        await self.page.fill("#password", self.password)
        await self.page.click("main button[type=submit]")
        await self.page.wait_for_url(lambda url: "/make-account" not in url)

    async def sign_in(self, mail: str, password: str) -> None:
        """Signs in."""
        await self.open("/sign-in")
        await self.page.fill("#mail", mail)
        await self.page.fill("#password", password)
        await self.page.click('form[action="/sign-in"] button')
        await self.page.wait_for_url("**/my-entries")

    async def fill_in(self, checked: bool = True) -> None:
        """The three steps, until everything stands there to be read."""
        for step, values in STEPS:
            await self.page.wait_for_url(f"**/{step}")
            if checked:
                await self.checked()
            self.pages += 1
            for selector, value in values.items():
                await self.page.fill(selector, value.format(startup=self.startup))
            await self.page.click(NEXT)
        await self.page.wait_for_url("**/review")

    async def submit(self) -> str:
        """Submits what stands there and returns the code of the receipt."""
        self.pages += 1
        await self.page.click(NEXT)
        await self.page.wait_for_url("**/receipt/*")
        return await self.page.locator(".code").inner_text()


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """The distribution's browser."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        yield browser
        await browser.close()


@pytest.fixture
async def visitor(chromium, system) -> AsyncIterator[Any]:
    """Makes visitors, each at a browser of their own."""
    contexts: list[BrowserContext] = []

    async def make(language: str = "vi", width: int = 375, **wishes: Any) -> Visitor:
        context = await chromium.new_context(
            viewport={"width": width, "height": 812}, locale=LOCALE[language], **wishes
        )
        contexts.append(context)
        return Visitor(await context.new_page(), system.address)

    yield make
    for context in contexts:
        await context.close()


def begin(system) -> str:
    return f"/register/{system.demo.programme_id}"


def organiser(system) -> tuple[str, str]:
    (known,) = [one for one in system.demo.sign_ins if one.who == "organiser"]
    return known.mail, keys.secret(system.local.data, "demo-password")


@pytest.mark.parametrize(("language", "width", "scheme"), [("vi", 375, "light"), ("en", 1280, "dark")])
async def test_a_first_visit_stays_within_its_budget(system, visitor, language, width, scheme):
    hanh = await visitor(language, width, color_scheme=scheme)
    await hanh.open("/")
    await hanh.checked()
    await hanh.make_account(begin(system))
    await hanh.fill_in()
    await hanh.checked()
    code = await hanh.submit()
    await hanh.checked()
    assert await hanh.page.locator("h1").inner_text() == WORDS[language]["receipt"]
    assert hanh.required <= MOST_REQUIRED
    assert hanh.pages <= MOST_PAGES
    assert hanh.errors == []
    await hanh.open("/my-entries")
    await hanh.checked()
    assert code in await hanh.page.locator("main").inner_text()


@pytest.mark.parametrize("width", [375, 1024, 1200, 1280])
async def test_an_organiser_finds_what_was_submitted(system, visitor, width):
    hanh, minh = await visitor(), await visitor("vi", width)
    await hanh.make_account(begin(system))
    await hanh.fill_in(checked=False)
    code = await hanh.submit()
    await minh.sign_in(*organiser(system))
    for path in ("/entries", "/entries?q=may+say&tag=s%E1%BA%A5y", "/entries?q=khong-co-gi-het"):
        await minh.open(path)
        await minh.checked()
    await minh.open("/entries?q=may+say")
    await minh.page.click(f"tr:has-text('{code}') a")
    await minh.page.wait_for_url("**/entries/*")
    await minh.checked()
    assert "Sấy vải thiều tại vườn." in await minh.page.locator("main").inner_text()
    assert minh.errors == []


async def test_a_draft_is_seen_by_nobody_else(system, visitor):
    hanh, lan, minh = await visitor(), await visitor(), await visitor("vi", 1280)
    await hanh.make_account(begin(system))
    await hanh.fill_in(checked=False)
    address = hanh.page.url.removeprefix(system.address).removesuffix("/review")
    await lan.make_account("/my-entries")
    await minh.sign_in(*organiser(system))
    for reader in (lan, minh):
        for path in (*(f"{address}/{step}" for step in ("startup", "project", "review")), "/my-entries"):
            await reader.open(path)
            assert "Máy sấy thăng hoa" not in await reader.page.content()
    await minh.open(f"/entries/{address.rsplit('/', 1)[1]}")
    assert await minh.page.locator("h1").inner_text() == "Không có gì ở đây mà bạn xem được"


async def test_everything_works_without_script(system, visitor):
    hanh = await visitor(java_script_enabled=False)
    await hanh.open(f"/make-account?next={begin(system)}")
    await hanh.page.fill("#name", "Nguyễn Thị Hạnh")
    await hanh.page.fill("#mail", hanh.mail)
    await hanh.page.fill("#password", hanh.password)
    await hanh.page.click("main button[type=submit]")
    await hanh.page.fill("#founded_year", "hai nghìn")
    await hanh.page.click(NEXT)
    assert await hanh.page.locator("[role=alert] li").count() == 2
    await hanh.fill_in(checked=False)
    assert "-" in await hanh.submit()


async def test_errors_take_the_focus_and_lead_to_their_field(system, visitor):
    hanh = await visitor()
    await hanh.make_account(begin(system))
    await hanh.page.click(NEXT)
    await hanh.page.wait_for_selector("[role=alert]")
    await hanh.checked()
    assert await hanh.page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    await hanh.page.click("[role=alert] a")
    assert await hanh.page.evaluate("document.activeElement.id || location.hash") in {"name", "#name"}


async def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until the element has the focus; it must be reachable within 80 presses."""
    for _ in range(80):
        if await page.evaluate(f"document.activeElement.matches({selector!r})"):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab")


async def test_a_keyboard_is_enough(system, visitor):
    hanh = await visitor("vi", 1280)
    await hanh.make_account(begin(system))
    page = hanh.page
    for step, values in STEPS:
        await page.wait_for_url(f"**/{step}")
        for selector, value in values.items():
            await tab_to(page, selector)
            await page.keyboard.type(value.format(startup=hanh.startup))
        await page.keyboard.press("Enter")
    await page.wait_for_url("**/review")
    await tab_to(page, NEXT)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/receipt/*")
