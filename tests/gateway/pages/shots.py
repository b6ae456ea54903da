"""Pictures of the pages at the widths of a phone and of a desk: `make shots` writes them into docs/screenshots.

The pages, the schema and the read model are real; the clock stands and what is told is made up, so that the same
program gives the same pictures.
"""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import cast

from PIL import Image
from playwright.async_api import Browser, Page, async_playwright

from shared.ids import new_id
from shared.mongo import connect
from tests.architecture.tree import ROOT
from tests.e2e.test_pages import CHROMIUM, LOCALE
from tests.gateway import facts
from tests.gateway.pages import pictured, pictured_judging, pictured_trade
from tests.gateway.pages.served import served
from tests.gateway.pages.services import PASSWORD
from tests.harness.parts import named_parts, started_parts

FOLDER = ROOT / "docs" / "screenshots"
WIDTHS = {"phone": 375, "desk": 1280}
HEIGHTS = {"phone": 812, "desk": 800}
TALLEST = 2400
"""Pixels: a page that is longer is cut there."""
COLOURS = 128
Counted = list[tuple[int, tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Shot:
    """One page: its picture's name, where it is, who looks at it (a name of `pictured.SIGN_INS`, or nobody), and which
    part of it is shown, by default all."""

    name: str
    path: str
    who: str = ""
    language: str = "vi"
    scheme: str = "light"
    part: str = ""


SHOTS = (
    Shot("home", "/"),
    Shot("home-en-dark", "/", language="en", scheme="dark"),
    Shot("register", f"/register/{facts.PROGRAMME}", "entrant"),
    Shot("my-entries", "/my-entries", "entrant"),
    Shot("my-entry", f"/entries/{pictured.OWN_ENTRY}", "entrant"),
    Shot("entries", "/entries", "organiser"),
    Shot("decide", f"/decide/{facts.PROGRAMME}", "organiser"),
    Shot("exchange", "/exchange"),
    Shot("listing", f"/exchange/{pictured_trade.OFFERED}"),
    Shot("matches", "/matches", "entrant"),
    Shot("award", f"/awards/{pictured_judging.AWARD}"),
    Shot("award-open", "/organise/awards", "organiser"),
    Shot("award-setup", f"/organise/awards/{pictured_judging.FINAL}", "organiser"),
    Shot("sheets", f"/judging/rounds/{pictured_judging.FINAL_ROUND}", "judge"),
    Shot("score", f"/judging/sheets/{pictured_judging.SHEET}", "judge"),
    Shot("chair", f"/judging/rounds/{pictured_judging.FINAL_ROUND}/chair", "chair"),
    *(
        Shot(f"components-{part}", "/design", part=f"section[aria-labelledby={part}]")
        for part in ("fields", "states", "lists", "charts", "trade", "judging", "hall")
    ),
)


async def main(folder: Path, wanted: Sequence[str]) -> None:
    """Takes the pictures, or those whose names are given."""
    async with _pages() as address, async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        for shot in SHOTS:
            if not wanted or shot.name in wanted:
                for size in WIDTHS:
                    await _taken(chromium, address, shot, size, folder / f"{shot.name}-{size}.png")
        await chromium.close()


@asynccontextmanager
async def _pages() -> AsyncIterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        parts = named_parts()
        if parts:
            async with _over(parts.mongo, Path(folder)) as address:
                yield address
        else:
            with started_parts() as started:
                async with _over(started.mongo, Path(folder)) as address:
                    yield address


@asynccontextmanager
async def _over(mongo: str, folder: Path) -> AsyncIterator[str]:
    client = connect(mongo)
    database = client[f"test_shots_{new_id()[:12]}"]
    await facts.project(database, *pictured.world())
    try:
        async with served(
            database, folder, pictured.Pictured(database), pictured.Afternoon(), pictured_judging.PicturedJudging()
        ) as address:
            yield address
    finally:
        await client.drop_database(database.name)
        client.close()


async def _taken(chromium: Browser, address: str, shot: Shot, size: str, target: Path) -> None:
    context = await chromium.new_context(
        viewport={"width": WIDTHS[size], "height": HEIGHTS[size]},
        locale=LOCALE[shot.language],
        color_scheme="dark" if shot.scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = await context.new_page()
    if shot.who:
        await _signed_in(page, address, pictured.SIGN_INS[shot.who])
    await page.goto(address + shot.path)
    await page.evaluate("document.fonts.ready")
    height = min(await page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    await page.set_viewport_size({"width": WIDTHS[size], "height": max(height, HEIGHTS[size])})
    shown = page.locator(shot.part) if shot.part else page
    _write(await shown.screenshot(), target)
    await context.close()


def _write(picture: bytes, target: Path) -> None:
    """With the colours that cover most of it, which are flat: a third of the bytes, and nobody sees a difference."""
    with Image.open(BytesIO(picture)) as taken:
        drawn = taken.convert("RGB")
    counted = sorted(cast(Counted, drawn.getcolors(drawn.width * drawn.height)), reverse=True)
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _, colour in counted[:COLOURS] for part in colour])
    drawn.quantize(palette=palette, dither=Image.Dither.NONE).save(target, optimize=True)


async def _signed_in(page: Page, address: str, mail: str) -> None:
    await page.goto(f"{address}/sign-in")
    await page.fill("#mail", mail)
    await page.fill("#password", PASSWORD)
    await page.click('form[action="/sign-in"] button')
    await page.wait_for_url("**/my-entries")


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    target.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(target, sys.argv[2:]))
