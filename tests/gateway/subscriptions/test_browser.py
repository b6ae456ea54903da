"""The live parts in a real browser, under the pages' own policy."""

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Page, async_playwright

from gateway.web import assets, cookies
from gateway.web.manifest import read_assets
from tests.e2e.test_pages import CHROMIUM
from tests.gateway import facts
from tests.gateway.graph.world import FACTS
from tests.gateway.http.services import SESSION
from tests.gateway.subscriptions.conftest import ORGANISER
from tests.gateway.subscriptions.listening import Listened, listened

pytestmark = [pytest.mark.real, pytest.mark.e2e]
WAIT = 10_000


@pytest.fixture
async def built(database, tmp_path) -> AsyncIterator[Listened]:
    """A gateway that serves the files as they are built."""
    assets.build(tmp_path / "static")
    await facts.project(database, *FACTS, ORGANISER)
    async with listened(database, tmp_path, read_assets(tmp_path / "static")) as one:
        yield one


@asynccontextmanager
async def browser(gateway: Listened, script: bool = True) -> AsyncIterator[tuple[Page, list[str]]]:
    """A page of somebody who is signed in, and what the browser complained of."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=[*CHROMIUM])
        context = await chromium.new_context(locale="vi-VN", java_script_enabled=script)
        await context.add_cookies([{"name": cookies.SESSION, "value": SESSION, "url": gateway.address}])
        page, wrong = await context.new_page(), list[str]()
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        yield page, wrong
        await chromium.close()


async def test_a_bar_and_a_counter_go_on_by_themselves_and_move_nobody(built):
    async with browser(built) as (page, wrong):
        await page.goto(f"{built.address}/jobs/job-00001")
        await page.get_by_role("link", name="Tải lại").focus()
        counter = page.get_by_role("navigation", name="Chính").get_by_role("link", name=re.compile("Hộp thư"))
        await counter.get_by_text("1 tin chưa đọc").wait_for(timeout=WAIT)
        await built.tell(facts.job("job-00001", seq=2, done=30, total=100), facts.message("message-007", minute=7))
        await page.get_by_text("30 trên 100").wait_for(timeout=WAIT)
        bar = page.get_by_role("progressbar")
        assert [await bar.get_attribute(name) for name in ("value", "max")] == ["30", "100"]
        await counter.get_by_text("2 tin chưa đọc").wait_for(timeout=WAIT)
        assert await page.evaluate("document.activeElement.textContent") == "Tải lại"
        await built.tell(facts.job("job-00001", seq=3, done=100, total=100, status="done"))
        await page.get_by_text("Đã xong").first.wait_for(timeout=WAIT)
        assert await bar.count() == 0
        assert wrong == []


async def test_without_script_a_link_refreshes(built):
    async with browser(built, script=False) as (page, _):
        await page.goto(f"{built.address}/jobs/job-00001")
        await built.tell(facts.job("job-00001", seq=2, done=30, total=100))
        await page.get_by_role("link", name="Tải lại").click()
        await page.get_by_text("30 trên 100").wait_for(timeout=WAIT)
