"""An organiser brings startups from a file: explained row by row, adopted on the same base, on a phone and a desk."""

import pytest

from tests.e2e.test_pages import Visitor, chromium, organiser

pytestmark = pytest.mark.e2e
__all__ = ["chromium"]


def broken(mark: str) -> bytes:
    """Rows of which each has something else to be said of it; `mark` keeps one run's startups apart from another's."""
    rows = (
        "Tên;Mã số thuế;Trang web;Năm thành lập;Lĩnh vực;Ghi chú",
        f"Gốm {mark} Một;;https://mot{len(mark)}.vn;2021;chế tạo;x",
        f"Lụa {mark} Hai;;;2020;;",
        ";;https://ba.vn;;;",
        f"Nón {mark} Bốn;123;;;;",
        f"Quạt {mark} Năm;0100109107;;;;",
        f"Tranh {mark} Sáu;;khong phai;;;",
        f"Trống {mark} Bảy;;;1700;phép màu;",
        f"=Diều {mark} Tám;;;;;;thừa",
        f"Lụa {mark} Hai;;;2020;;",
        f"Gốm {mark} Mười;;https://www.mot{len(mark)}.vn/;;;",
    )
    return "\r\n".join(rows).encode("utf-8-sig")


REASONS = {
    "4": ("Thiếu “Tên”.",),
    "5": ("“Mã số thuế” gồm 10 chữ số, đơn vị phụ thuộc 13, hộ kinh doanh 12.",),
    "6": ("“Mã số thuế”: có chữ số bị gõ sai hoặc thiếu.",),
    "7": ("“Trang web” phải là địa chỉ web, ví dụ https://sayviet.vn.",),
    "8": (
        "“Năm thành lập” phải từ 1800 đến 2100.",
        "“Lĩnh vực hoạt động” không thuộc các từ dùng được ở cột này.",
    ),
    "9": ("Dòng này có nhiều ô hơn số cột của dòng tiêu đề.",),
}


async def upload(hanh: Visitor, content: bytes) -> str:
    """Uploads a file, waits until it is looked at, and opens the job's page."""
    await hanh.open("/organise/import")
    await hanh.checked()
    await hanh.page.set_input_files("#file", {"name": "ds.csv", "mimeType": "text/csv", "buffer": content})
    await hanh.page.click("main form button[type=submit]")
    await hanh.page.wait_for_url("**/jobs/*")
    return await ready(hanh)


async def ready(hanh: Visitor) -> str:
    await (
        hanh.page.locator("main b", has_text="Đã tính xong, chờ bạn xem")
        .or_(hanh.page.locator("#preview"))
        .first.wait_for()
    )
    await hanh.page.goto(hanh.page.url.partition("?")[0])
    await hanh.page.locator("#preview").wait_for()
    return hanh.page.url


async def explained(hanh: Visitor) -> dict[str, tuple[str, ...]]:
    """Row → what is said of it."""
    rows = await hanh.page.locator("main table tbody tr").all()
    cells = [await row.locator("td").all_inner_texts() for row in rows]
    return {row: (kind, reason) for row, kind, reason in cells}


@pytest.mark.parametrize(("width", "height"), [(375, 812), (1280, 900)])
async def test_a_file_is_explained_row_by_row_and_imported_on_the_same_base(system, chromium, width, height):
    mark = {375: "Sen", 1280: "Trúc"}[width]
    context = await chromium.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
    hanh = Visitor(await context.new_page(), system.address)
    try:
        await hanh.sign_in(*organiser(system))
        first = await upload(hanh, broken(mark))
        await hanh.checked()
        said = await explained(hanh)
        assert {row: said[row][1] for row in REASONS} == {row: " ".join(reasons) for row, reasons in REASONS.items()}
        assert said["2"] == said["3"] == ("mới", "")
        assert said["10"] == ("đã có", "Trùng với dòng 3 của tệp này.")
        assert said["11"][1].startswith(f"Gốm {mark} Một (dòng 2) có cùng địa chỉ web.")
        await mended(hanh, mark)
        await somebody_registers(hanh, mark)
        await hanh.page.goto(first)
        await hanh.page.get_by_role("button", name="Nhập 2 tổ chức").click()
        await hanh.page.get_by_text("Vừa có tổ chức được đăng ký hoặc thay đổi").wait_for()
        await hanh.checked()
        await hanh.page.get_by_role("button", name="Lập lại").click()
        await hanh.page.wait_for_url(lambda url: "/jobs/" in url and url != first)
        await ready(hanh)
        await hanh.page.get_by_role("button", name="Nhập 2 tổ chức").click()
        await hanh.page.locator("main .row b", has_text="Đã xong").wait_for()
        await hanh.page.goto(hanh.page.url)
        await hanh.checked()
        assert {kind for row, (kind, _) in (await explained(hanh)).items() if row in "23"} == {"đã nhập"}
        await hanh.open("/organise/jobs")
        await hanh.checked()
        assert hanh.errors == []
    finally:
        await context.close()


async def mended(hanh: Visitor, mark: str) -> None:
    """The rows to be mended come as a file, in which no cell is calculated."""
    await hanh.page.locator("nav a", has_text="Cần sửa").click()
    await hanh.page.wait_for_url("**kind=wrong**")
    await hanh.checked()
    assert set(await explained(hanh)) == set(REASONS)
    async with hanh.page.expect_download() as downloading:
        await hanh.page.get_by_role("link", name="Tải các dòng cần sửa").click()
    path = await (await downloading.value).path()
    text = path.read_text("utf-8-sig")
    assert text.splitlines()[0] == "Tên;Mã số thuế;Trang web;Năm thành lập;Lĩnh vực;Ghi chú;Lý do"
    assert f"\n'=Diều {mark} Tám;" in text


async def somebody_registers(hanh: Visitor, mark: str) -> None:
    await hanh.open("/organisations/new")
    await hanh.page.fill("#name", f"Khác hẳn {mark}")
    await hanh.page.click("main form button[type=submit]")
    await hanh.page.wait_for_url(lambda url: "/organisations/new" not in url)


async def test_without_script_a_file_is_uploaded_and_what_is_none_is_said(system, chromium):
    context = await chromium.new_context(
        viewport={"width": 375, "height": 812}, locale="vi-VN", java_script_enabled=False
    )
    hanh = Visitor(await context.new_page(), system.address)
    try:
        await hanh.sign_in(*organiser(system))
        await hanh.open("/organise/import")
        await hanh.page.set_input_files(
            "#file", {"name": "a.pdf", "mimeType": "text/csv", "buffer": b"%PDF-1.7\x00\x01"}
        )
        await hanh.page.click("main form button[type=submit]")
        await hanh.page.get_by_text("Không đọc được tệp này.").wait_for()
        await hanh.page.set_input_files("#file", {"name": "a.csv", "mimeType": "text/csv", "buffer": b"x;y\n1;2\n"})
        await hanh.page.click("main form button[type=submit]")
        await hanh.page.wait_for_url("**/jobs/*")
    finally:
        await context.close()
