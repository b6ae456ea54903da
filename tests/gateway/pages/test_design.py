"""The page that shows every component, in a real browser: whoever builds a page of them gets what is promised here."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from jinja2 import nodes
from playwright.async_api import Page

from gateway.web.rendering import TEMPLATES, environment
from tests.architecture.tree import ROOT
from tests.e2e.test_pages import AXE, LOCALE, chromium, tab_to
from tests.gateway.pages.served import served

__all__ = ["chromium"]

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
PRESSED = "a.btn, button, select, summary, .scale label, .seg :is(a, label), .pick label, .facet a, .tabs a, .toast a"
SMALL = f"""() => [...document.querySelectorAll({PRESSED!r})]
    .map(one => [one.getBoundingClientRect(), one])
    .filter(([box]) => box.width && (box.height < 24 || box.width < 24)).map(([_, one]) => one.outerHTML)"""
LOW = """() => [...document.querySelectorAll('main a.btn:not(.small), main button.btn:not(.small), .scale label')]
    .map(one => [one.getBoundingClientRect(), one])
    .filter(([box]) => box.width && box.height < (innerWidth < 768 ? 48 : 44)).map(([_, one]) => one.outerHTML)"""
WIDE = "() => [document.documentElement.scrollWidth, innerWidth]"


@pytest.fixture(scope="module")
async def address(province, tmp_path_factory) -> AsyncIterator[str]:
    async with served(province, tmp_path_factory.mktemp("design")) as one:
        yield one


@pytest.fixture
async def opened(chromium, address) -> Any:
    """Opens the page of components for somebody; what the browser complains of fails the test."""

    @asynccontextmanager
    async def opening(language: str = "vi", width: int = 375, place: str = "", **wishes: Any) -> AsyncIterator[Page]:
        context = await chromium.new_context(
            viewport={"width": width, "height": 812}, locale=LOCALE[language], **wishes
        )
        page, wrong = await context.new_page(), list[str]()
        page.on("console", lambda said: wrong.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        await page.goto(f"{address}/design{place}")
        await page.evaluate("document.fonts.ready")
        yield page
        await context.close()
        assert wrong == []

    return opening


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("vi", 320, "light"), ("vi", 375, "dark"), ("en", 375, "light"), ("vi", 1280, "light"), ("en", 1280, "dark")],
)
async def test_every_component_is_accessible_fits_and_is_large_enough_to_press(opened, language, width, scheme):
    async with opened(language, width, color_scheme=scheme) as page:
        wide, inner = await page.evaluate(WIDE)
        assert wide <= inner
        assert await page.evaluate(SMALL) == []
        assert await page.evaluate(LOW) == []
        await page.evaluate(AXE.read_text())
        found = await page.evaluate(f"axe.run(document, {{runOnly: {list(RULES)}}})")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []


async def test_each_theme_is_another_and_paper_is_light(opened):
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    async with opened(color_scheme="light") as light, opened(color_scheme="dark") as dark:
        assert await light.evaluate(ground) == "rgb(244, 245, 250)"
        assert await dark.evaluate(ground) == "rgb(12, 16, 36)"
        await dark.emulate_media(media="print")
        assert await dark.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert not await dark.locator("a.btn, .foot, .footbar, .bulk").locator("visible=true").count()
        assert await dark.locator("h2, .ticket, .table, .chart").locator("visible=true").count() > 10


async def test_colours_of_the_system_keep_what_is_chosen_apart(opened):
    outline = "one => getComputedStyle(one).outlineStyle"
    async with opened(forced_colors="active") as page:
        for chosen in (".scale label:has(:checked)", ".seg label:has(:checked)"):
            assert await page.locator(chosen).first.evaluate(outline) == "solid"
        assert await page.locator(".scale label:not(:has(:checked))").first.evaluate(outline) == "none"
        assert await page.locator(".chip").first.evaluate("one => getComputedStyle(one).borderStyle") == "solid"


@pytest.mark.parametrize(("wish", "moves"), [("no-preference", True), ("reduce", False)])
async def test_nothing_moves_for_those_who_want_no_motion(opened, wish, moves):
    async with opened(reduced_motion=wish) as page:
        assert bool(await page.evaluate("document.getAnimations().length")) is moves


async def test_a_question_is_asked_and_left_with_the_keyboard_alone(opened):
    opener, question = "[data-ask]", "dialog.ask"
    async with opened(width=1280) as page:
        await tab_to(page, opener)
        await page.keyboard.press("Enter")
        assert await page.locator(question).evaluate("one => one.matches(':modal')")
        assert await page.evaluate("document.activeElement.closest('dialog') !== null")
        assert await page.evaluate("location.hash") == ""
        await page.keyboard.press("Escape")
        assert not await page.locator(question).is_visible()
        assert await page.evaluate(f"document.activeElement.matches({opener!r})")
        await page.keyboard.press("Enter")
        await page.locator(question).get_by_text("Để sau").click()
        assert not await page.locator(question).is_visible()


async def test_a_question_is_asked_and_left_without_script(opened):
    async with opened(java_script_enabled=False) as page:
        question = page.locator("dialog.ask")
        assert not await question.is_visible()
        await page.locator("[data-ask]").click()
        assert await question.is_visible()
        await question.get_by_text("Để sau").click()
        assert not await question.is_visible()


async def test_what_is_ticked_is_counted_and_can_be_done_to(opened):
    async with opened(width=1280) as page:
        told, boxes = page.locator(".bulk b"), page.locator("tbody .tick input")
        assert await told.inner_text() == "Đã chọn 2 hồ sơ"
        await page.locator("[data-tick-all]").check()
        assert await told.inner_text() == "Đã chọn 3 hồ sơ"
        for place in range(3):
            await boxes.nth(place).uncheck()
        assert not await page.locator(".bulk").is_visible()


async def test_the_anchor_follows_the_points_without_script(opened):
    async with opened(java_script_enabled=False) as page:
        sheet = page.locator("#sample-new")
        shown = sheet.locator(".anchor").locator("visible=true")
        assert await shown.locator("b").all_inner_texts() == ["7–8"]
        await sheet.locator("input[value='8']").focus()
        await page.keyboard.press("ArrowRight")
        assert await sheet.locator("input:checked").get_attribute("value") == "9"
        assert await shown.locator("b").all_inner_texts() == ["9–10"]
        await sheet.locator("input[value='']").check()
        assert await shown.count() == 0


def macros(path: Any) -> set[str]:
    return {one.name for one in environment().parse(path.read_text()).find_all(nodes.Macro)}


SHOWN = "".join(path.read_text() for path in sorted((TEMPLATES / "design").glob("*.html")))
KITS = sorted((TEMPLATES / "ui").glob("*.html"))


@pytest.mark.parametrize("kit", KITS, ids=lambda path: path.stem)
def test_the_page_shows_every_macro(kit):
    called = SHOWN + re.sub(r"\{% macro \w+", "", kit.read_text())
    assert {name for name in macros(kit) if not re.search(rf"\b{name}\(", called)} == set()


STYLES = "".join(path.read_text() for path in sorted((ROOT / "gateway" / "web" / "static").rglob("*.css")))


@pytest.mark.parametrize("kit", KITS, ids=lambda path: path.stem)
def test_every_class_of_a_component_has_a_style(kit):
    """A class that nothing draws is a component that was taken over by half."""
    plain = re.sub(r"\{[{%].*?[%}]\}", " ", kit.read_text())
    named = {name for value in re.findall(r'class="([^"]*)"', plain) for name in value.split()}
    assert {name for name in named if f".{name}" not in STYLES} == set()
