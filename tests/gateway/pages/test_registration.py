"""A person registers a startup: three steps, each saved, then submitted once."""

import pytest

from shared.contracts.registration.commands import SaveDraft, SubmitEntry
from tests.gateway.pages.hall import FIELD, PROGRAMME
from tests.gateway.pages.services import ORGANISER

BEGIN = f"/register/{PROGRAMME}"
STARTUP = {"name": "Sấy Việt", "country": "VN", "location": "Bắc Ninh", "founded_year": "2022", "team_size": "4",
           "website": "sayviet.vn"}  # fmt: skip
PROJECT = {"title": "Máy sấy thăng hoa", "summary": "Sấy tại vườn.", "description": "Một.\r\nHai."}
FIELDS = {"tags": ["Agriculture"], "more": "sấy, vải thiều, sấy"}


async def filled_in(browser):
    await browser.make_account()
    await browser.open(BEGIN)
    for values in (STARTUP, PROJECT, FIELDS):
        await browser.post(browser.path, **values)


def sent(services, kind):
    return [command for command, _ in services.sent if isinstance(command, kind)]


async def test_from_the_first_page_to_the_receipt(browser, services):
    await filled_in(browser)
    assert browser.path.endswith("/review")
    assert "Máy sấy thăng hoa" in browser.text
    await browser.post(browser.path)
    assert browser.path.startswith("/receipt/")
    assert "Hồ sơ đã nộp xong" in browser.text
    assert "K7QM2A" in browser.text
    (entry,) = sent(services, SubmitEntry)
    assert entry.answers.model_dump() == {
        "title": "Máy sấy thăng hoa",
        "summary": "Sấy tại vườn.",
        "description": "Một.\nHai.",
        "tags": ("Agriculture", "sấy", "vải thiều"),
    }


async def test_the_startup_is_registered_as_it_was_described(browser, services):
    await filled_in(browser)
    await browser.post(browser.path)
    (entry,) = sent(services, SubmitEntry)
    organisation = next(c for c, _ in services.sent if c.wire == "accounts.register_organisation")
    assert entry.organisation_id == organisation.organisation_id
    assert organisation.model_dump(include=set(STARTUP)) == {
        **STARTUP,
        "founded_year": 2022,
        "team_size": 4,
        "website": "https://sayviet.vn",
    }


async def test_a_form_sent_twice_counts_once(browser, services):
    await filled_in(browser)
    form, address = dict(FIELD.findall(browser.page.text)), browser.path
    first = await browser.post(address, form)
    again = await browser.post(address, form)
    assert first.url == again.url
    assert len(sent(services, SubmitEntry)) == 1


async def test_each_step_is_saved_and_gone_on_with_on_another_device(browser, other, services):
    await browser.make_account()
    await browser.open(BEGIN)
    await browser.post(browser.path, **STARTUP)
    await other.sign_in("hanh@sayviet.example", "ba từ dễ nhớ")
    await other.open(BEGIN)
    assert other.path.endswith("/project")
    assert "Đã lưu lúc 16:42:07" in other.text
    await other.open(other.path.replace("/project", "/startup"))
    assert 'value="Sấy Việt"' in other.page.text


async def test_what_is_incomplete_is_saved_and_told(browser, services):
    await browser.make_account()
    await browser.open(BEGIN)
    answer = await browser.post(browser.path, name="", founded_year="hai nghìn", website="say viet", country="VN")
    assert answer.status_code == 422
    assert "Còn 3 chỗ cần sửa trước khi sang bước sau" in browser.text
    assert "Bạn chưa điền “Tên doanh nghiệp hoặc nhóm khởi nghiệp”." in browser.text
    assert "Những gì bạn đã điền được lưu nguyên như vậy." in browser.text
    assert 'value="hai nghìn"' in answer.text
    (draft,) = sent(services, SaveDraft)
    assert draft.step.founded_year == "hai nghìn"


async def test_what_a_draft_cannot_hold_is_not_saved_and_stays_on_the_page(browser, services):
    await browser.make_account()
    await browser.open(BEGIN)
    answer = await browser.post(browser.path, **{**STARTUP, "name": "x" * 201})
    assert answer.status_code == 422
    assert "dài 201 ký tự, tối đa 200. Bạn bớt 1 ký tự." in browser.text
    assert "Trang này chưa được lưu. Những gì bạn gõ vẫn ở đây." in browser.text
    assert "x" * 201 in answer.text
    assert sent(services, SaveDraft) == []


async def test_an_older_wording_can_be_saved_again(browser, services):
    await browser.make_account()
    await browser.open(BEGIN)
    address, form = browser.path, dict(FIELD.findall(browser.page.text))
    for name in ("Một", "Hai", "Một"):
        await browser.post(address, form, **{**STARTUP, "name": name})
    await browser.open(address)
    assert 'value="Một"' in browser.page.text


async def test_saving_and_leaving_goes_to_my_entries(browser):
    await browser.make_account()
    await browser.open(BEGIN)
    await browser.post(browser.path, **STARTUP, then="leave")
    assert browser.path == "/my-entries"
    assert "đã lưu 1 trên 3 bước" in browser.text


async def test_an_incomplete_entry_is_not_submitted(browser, services):
    await browser.make_account()
    await browser.open(BEGIN)
    await browser.post(browser.path, **STARTUP)
    await browser.open(browser.path.replace("/project", "/review"))
    answer = await browser.post(browser.path)
    assert answer.status_code == 422
    assert "Còn 1 chỗ phải điền trước khi nộp" in browser.text
    assert sent(services, SubmitEntry) == []


async def test_a_service_that_is_away_loses_nothing(browser, services):
    await filled_in(browser)
    services.busy = True
    answer = await browser.post(browser.path)
    assert answer.status_code == 503
    assert "Hồ sơ chưa nộp được" in browser.text
    assert "Bản nháp vẫn còn. Gửi nhiều lần vẫn chỉ tính một hồ sơ." in browser.text
    services.busy = False
    await browser.post(browser.path)
    assert browser.path.startswith("/receipt/")


async def test_a_step_that_could_not_be_saved_keeps_what_was_typed(browser, services):
    await browser.make_account()
    await browser.open(BEGIN)
    services.busy = True
    answer = await browser.post(browser.path, **STARTUP)
    assert answer.status_code == 422
    assert "Trang này chưa được lưu. Những gì bạn gõ vẫn ở đây." in browser.text
    assert 'value="Sấy Việt"' in answer.text


@pytest.mark.parametrize("step", ["startup", "project", "fields", "review"])
async def test_a_draft_is_seen_by_nobody_else(browser, other, step):
    await filled_in(browser)
    address = browser.path.rsplit("/", 1)[0]
    await other.make_account("minh@sayviet.example")
    await other.open(f"{address}/{step}")
    assert "Sấy" not in other.text
    await other.sign_in(ORGANISER)
    for page in (f"{address}/{step}", "/entries", "/my-entries", f"/entries/{address.split('/')[-1]}"):
        await other.open(page)
        assert "Máy sấy" not in other.text
        assert "Sấy Việt" not in other.text


async def test_another_persons_draft_cannot_be_written(browser, other, services):
    await filled_in(browser)
    address = browser.path.replace("/review", "/project")
    await other.make_account("minh@sayviet.example")
    await other.open(address)
    answer = await other.post(address, **PROJECT)
    assert answer.status_code == 404
    assert [c.step.title for c in sent(services, SaveDraft) if c.step.kind == "project"].count("Máy sấy thăng hoa") <= 2


async def test_what_was_submitted_leads_to_its_receipt(browser):
    await filled_in(browser)
    address = browser.path
    await browser.post(address)
    receipt = browser.path
    for page in (address, address.replace("/review", "/startup")):
        await browser.open(page)
        assert browser.path == receipt


async def test_a_programme_that_there_is_not_is_a_page_that_says_so(browser):
    await browser.make_account()
    assert (await browser.open("/register/programme-none")).status_code == 404
    assert (await browser.open("/register/x/y/startup")).status_code == 404
    assert (await browser.open(f"/register/{PROGRAMME}/entry-1234/stairs")).status_code == 404
