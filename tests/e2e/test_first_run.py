"""The first run: from an empty system to an open edition with a programme, on a phone."""

import asyncio
import sys
from collections.abc import Iterator

import pytest

from deploy.local import system as local_system
from tests.e2e.test_pages import Visitor, chromium
from tests.harness.parts import own_copy
from tests.harness.system import environment_for

pytestmark = pytest.mark.e2e
__all__ = ["chromium"]
MAIL = "hanh@kinh-bac.example"


@pytest.fixture
def empty() -> Iterator[object]:
    """A copy of its own, with nobody and nothing in it."""
    with own_copy(TECHFEST_TESTING="1") as local:
        local_system.up(local, say=lambda _: None, bound=True)
        yield local


async def founded(local, *words: str) -> list[str]:
    """What the command that makes a tenant prints."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "deploy.cli.main", "tenant", "create", *words),
        env=environment_for(local),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said = (await process.communicate())[0].decode()
    assert process.returncode == 0, said
    return said.split()


async def states(hanh: Visitor) -> list[str]:
    """What the list says of each thing."""
    return [text.strip() for text in await hanh.page.locator("main ol .chip").all_inner_texts()]


async def go(hanh: Visitor, link: str, values: dict[str, str]) -> None:
    """Follows a link of the list, fills its form in, and is back at the list."""
    await hanh.page.click(f"main ol a[href='{link}']")
    await hanh.page.wait_for_url(f"**{link}")
    await hanh.checked()
    for selector, value in values.items():
        await hanh.page.fill(selector, value)
    await hanh.page.click("main form button[type=submit]")
    await hanh.page.wait_for_url("**/organise/start")
    await hanh.checked()


async def test_an_organiser_comes_from_an_empty_system_to_an_open_edition(empty, chromium):
    tenant_id, link = await founded(empty, "kinh-bac", "--vi", "Techfest Kinh Bắc", "--organiser", MAIL)
    assert len(tenant_id) == 32
    context = await chromium.new_context(viewport={"width": 375, "height": 812}, locale="vi-VN")
    hanh = Visitor(await context.new_page(), empty.address)
    try:
        await hanh.page.goto(link)
        await hanh.checked()
        await hanh.page.fill("#name", "Nguyễn Thị Hạnh")
        await hanh.page.click("main form button[type=submit]")
        await hanh.page.wait_for_url("**/organise/start")
        await hanh.checked()
        assert "Còn thiếu 3 việc để mọi người đăng ký được." in await hanh.page.locator("main header").inner_text()
        assert await states(hanh) == [
            "còn thiếu",
            "nên có",
            "khi bạn muốn",
            "nên có",
            "còn thiếu",
            "còn thiếu",
            "khi bạn muốn",
        ]
        await go(hanh, "/organise/name", {"#en": "Techfest Kinh Bac"})
        await go(hanh, "/organise/edition", {"#year": "2027"})
        await go(
            hanh,
            "/organise/programme",
            {"#vi": "Cuộc thi khởi nghiệp", "#opens": "2020-01-01", "#closes": "2099-12-31"},
        )
        assert await states(hanh) == ["xong", "nên có", "khi bạn muốn", "nên có", "xong", "xong", "khi bạn muốn"]
        assert "Đã đủ: mọi người đăng ký được." in await hanh.page.locator("main header").inner_text()
        await hanh.open("/organise/people")
        await hanh.checked()
        assert "Nguyễn Thị Hạnh" in await hanh.page.locator("main").inner_text()
        await hanh.open("/")
        assert "Cuộc thi khởi nghiệp" in await hanh.page.locator("main").inner_text()
        await hanh.open("/organisations/new")
        await hanh.checked()
        assert hanh.errors == []
        await hanh.page.goto(link)
        assert "Liên kết hoặc mã này đã được dùng rồi" in await hanh.page.locator("main").inner_text()
    finally:
        await context.close()
