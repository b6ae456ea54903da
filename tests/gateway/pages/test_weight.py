"""What a first visit costs somebody with a bad line: bytes as they travel, requests, and that nothing jumps."""

import pytest
from playwright.async_api import Browser

from tests.e2e.test_pages import LOCALE, chromium
from tests.gateway.pages.served import served

__all__ = ["chromium"]

KB = 1024
SHIFTS = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(seen => { for (const one of seen.getEntries()) sum += one.value; })
        .observe({type: 'layout-shift', buffered: true});
    requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})"""


@pytest.fixture(scope="module")
async def address(province, tmp_path_factory):
    async with served(province, tmp_path_factory.mktemp("weight")) as one:
        yield one


async def visited(chromium: Browser, address: str, width: int = 375) -> tuple[dict[str, int], float]:
    """The bytes of each answer as they came over the wire, and by how much the page moved while it came."""
    context = await chromium.new_context(viewport={"width": width, "height": 812}, locale=LOCALE["vi"])
    page = await context.new_page()
    wire = await context.new_cdp_session(page)
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}
    wire.on("Network.requestWillBeSent", lambda e: names.update({e["requestId"]: e["request"]["url"]}))
    wire.on("Network.loadingFinished", lambda e: sizes.update({names[e["requestId"]]: int(e["encodedDataLength"])}))
    await wire.send("Network.enable")
    await page.goto(address, wait_until="networkidle")
    await page.evaluate("document.fonts.ready")
    shift = float(await page.evaluate(SHIFTS))
    await context.close()
    return {url: size for url, size in sizes.items() if url.startswith("http")}, shift


async def test_a_first_visit_is_light(chromium, address):
    sizes, shift = await visited(chromium, f"{address}/")
    print(sizes, shift)
    assert len(sizes) <= 6
    assert sum(sizes.values()) <= 75 * KB
    assert shift < 0.02


async def test_a_page_with_a_form_adds_its_scripts_alone(chromium, address):
    sizes, shift = await visited(chromium, f"{address}/sign-in")
    print(sizes, shift)
    assert len(sizes) <= 9
    assert sum(sizes.values()) <= 92 * KB
    assert shift < 0.02
