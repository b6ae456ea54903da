"""One's own data on the pages: profile, consent, export, erasure, and the organisers' list of requests."""

from datetime import UTC, datetime, timedelta

import pytest

from gateway.clients import Refused
from shared.contracts.accounts import commands
from shared.contracts.accounts.purposes import PURPOSES
from shared.contracts.accounts.values import DataRequestKind, DataRequestStatus, Purpose
from shared.errors import Kind
from tests.gateway import facts
from tests.gateway.pages import hall
from tests.gateway.pages.services import NOW

ORGANISER = "person-org"


class OwnData:
    """The services as the export meets them; while one is `away` there is none."""

    def __init__(self) -> None:
        self.away = False
        self.mail: str | None = "chau@bac-ninh.example"

    async def profile(self, viewer, language):
        mail = {"mail": self.mail, "mail_verified": self.mail is not None}
        return {"name": "Lê Minh Châu", **mail, "phone": None, "language": "vi"}

    async def whole(self, viewer, language):
        if self.away:
            raise Refused("unavailable", Kind.BUSY, "Hệ thống chưa trả lời được.")
        token = {"name": "Máy <b>tính</b>", "scopes": ["own:read"], "revoked": False}
        token |= {"made_at": "2026-03-19T17:30:00.25Z", "odd_one": "x"}
        role = {"roles": [{"name": "judge"}], "requests": [{"kind": "erasure"}]}
        return {"accounts": {"tokens": [token], "jobs": [], **role}, "registration": {}, "notifications": {}}


@pytest.fixture
def own_data():
    return OwnData()


@pytest.fixture
def app(database, services, tmp_path, own_data):
    return hall.application(database, services, hall.no_assets(tmp_path), own_data=own_data)


def sent(services, kind):
    return [command for command, _ in services.sent if isinstance(command, kind)]


async def test_nothing_is_agreed_to_before_somebody_does_and_each_stands_by_itself(browser, services):
    await browser.sign_in()
    await browser.open("/account/privacy")
    assert (browser.page.text.count("checked"), browser.text.count("Chưa đồng ý")) == (0, len(Purpose))
    await browser.post("/account/privacy", action="give", purpose="photos", version="1")
    (given,) = sent(services, commands.GiveConsent)
    assert (given.person_id, given.purpose, given.text_version) == (ORGANISER, Purpose.PHOTOS, 1)
    assert "Đã ghi nhận sự đồng ý của bạn" in browser.text


async def test_a_version_that_was_never_shown_is_not_agreed_to(browser, services):
    await browser.sign_in()
    for version in ("0", "99", "x", ""):
        await browser.open("/account/privacy")
        await browser.post("/account/privacy", action="give", purpose="news", version=version)
    versions = {given.text_version for given in sent(services, commands.GiveConsent)}
    assert versions == {PURPOSES[Purpose.NEWS].version}


async def test_the_receipt_is_shown_and_consent_is_taken_back_by_one_button(browser, database, services):
    await facts.project(database, facts.consent("consent-own", ORGANISER))
    await browser.sign_in()
    await browser.open("/account/privacy")
    assert "Biên nhận consent-own: bản số 1 của nội dung này" in browser.text
    await browser.post("/account/privacy", action="withdraw", purpose="news")
    assert [c.purpose for c in sent(services, commands.WithdrawConsent)] == [Purpose.NEWS]


async def test_what_others_have_agreed_to_is_not_shown_to_an_organiser_as_the_own(browser):
    await browser.sign_in()
    await browser.open("/account/privacy")
    assert "Biên nhận" not in browser.text


async def test_erasure_is_asked_only_by_who_has_read_what_goes(browser, services):
    await browser.sign_in()
    await browser.open("/account/privacy")
    assert (await browser.post("/account/privacy", action="erase")).status_code == 422
    assert sent(services, commands.AskAboutData) == []
    await browser.post("/account/privacy", action="erase", sure="yes")
    (asked,) = sent(services, commands.AskAboutData)
    assert (asked.person_id, asked.kind) == (ORGANISER, DataRequestKind.ERASURE)


async def test_a_form_that_comes_twice_asks_once(browser, services):
    await browser.sign_in()
    page = await browser.open("/account/privacy")
    hidden = dict(hall.FIELD.findall(page.text))
    for _ in range(2):
        await browser.post("/account/privacy", hidden, action="stop")
    assert [c.kind for c in sent(services, commands.AskAboutData)] == [DataRequestKind.RESTRICTION]


async def test_until_it_is_due_the_account_is_kept_by_one_button(browser, database, services):
    tuesday = datetime(2026, 3, 24, 10, tzinfo=UTC)
    await facts.project(database, facts.data_request("request-own", ORGANISER, answer_due=tuesday))
    await browser.sign_in()
    await browser.open("/account/privacy")
    assert "Tài khoản của bạn sẽ được xoá muộn nhất lúc 17:00, thứ Ba 24/03/2026 (giờ Việt Nam)" in browser.text
    assert "Yêu cầu xoá tài khoản" not in browser.text
    await browser.post("/account/privacy", action="cancel", request_id="request-own")
    assert [c.request_id for c in sent(services, commands.CancelDataRequest)] == ["request-own"]


async def test_a_form_of_elsewhere_does_nothing(browser, services):
    await browser.sign_in()
    await browser.open("/account/privacy")
    before = len(services.sent)
    answer = await browser.post("/account/privacy", {"form_token": "0" * 64}, action="erase", sure="yes")
    assert (answer.status_code, len(services.sent)) == (422, before)
    assert (await browser.post("/account/privacy", action="everything")).status_code in (404, 422)


async def test_all_that_is_held_is_a_page_and_a_file(browser):
    await browser.sign_in()
    page = await browser.open("/account/data")
    assert ("Máy <b>tính</b>" in browser.text, "<b>tính" in page.text) == (True, False)
    assert page.headers["cache-control"] == "no-store"
    assert "Lập lúc 00:30, 20/03/2026" in browser.text
    assert "odd one x" in browser.text
    assert "Tên Giám khảo" in browser.text
    assert "Loại Xoá tài khoản" in browser.text
    file = await browser.open("/account/data/file")
    assert file.headers["content-disposition"] == f'attachment; filename="techfest-{NOW:%Y-%m-%d}.json"'
    assert file.headers["cache-control"] == "no-store"
    assert file.json()["accounts"]["tokens"][0]["scopes"] == ["own:read"]
    assert file.json()["person_id"] == ORGANISER


async def test_where_one_service_does_not_answer_there_is_no_half_of_it(browser, own_data):
    await browser.sign_in()
    own_data.away = True
    for address in ("/account/data", "/account/data/file"):
        answer = await browser.open(address)
        assert (answer.status_code, "own:read" in answer.text) == (503, False)
        assert "attachment" not in answer.headers.get("content-disposition", "")


async def test_who_came_in_by_a_printed_code_reads_how_long_that_holds(browser, own_data):
    await browser.sign_in()
    await browser.open("/account")
    assert "chưa có địa chỉ thư" not in browser.text
    own_data.mail = None
    await browser.open("/account")
    assert "Tài khoản này chưa có địa chỉ thư" in browser.text


async def test_the_profile_is_saved_whole(browser, services):
    await browser.sign_in()
    await browser.open("/account")
    assert "chau@bac-ninh.example" in browser.text
    await browser.post("/account", name="Lê Minh Châu", phone="0912 345 678", language="en")
    (revised,) = sent(services, commands.ReviseProfile)
    assert revised.model_dump() == {
        "person_id": ORGANISER, "name": "Lê Minh Châu", "phone": "0912 345 678", "language": "en",
    }  # fmt: skip
    assert "Đã lưu" in browser.text


async def test_a_phone_number_that_is_none_is_told_at_its_field(browser, services):
    await browser.sign_in()
    await browser.open("/account")
    answer = await browser.post("/account", name="Châu", phone="gọi sau", language="vi")
    assert (answer.status_code, sent(services, commands.ReviseProfile)) == (422, [])
    assert "Đây chưa phải số điện thoại" in browser.text
    assert 'value="gọi sau"' in answer.text


async def test_organisers_see_how_long_there_is_to_answer(browser, database):
    due = NOW - timedelta(hours=2)
    await facts.project(
        database, facts.data_request("request-soon", "person-mem", answer_due=NOW + timedelta(hours=26))
    )
    await facts.project(database, facts.data_request("request-late", "person-min", answer_due=due))
    await browser.sign_in()
    await browser.open("/organise/data-requests")
    assert ("còn 1 ngày 2 giờ" in browser.text, "Quá hạn" in browser.text) == (True, True)


async def test_a_request_is_answered_now_or_refused_with_a_reason(browser, database, services):
    await facts.project(database, facts.data_request("request-mem", "person-mem"))
    await browser.sign_in()
    await browser.open("/organise/data-requests")
    refused = await browser.post("/organise/data-requests", action="refuse", request_id="request-mem", reason=" ")
    assert (refused.status_code, sent(services, commands.AnswerDataRequest)) == (422, [])
    await browser.post("/organise/data-requests", action="refuse", request_id="request-mem", reason="Luật 91, điều 14")
    await browser.open("/organise/data-requests")
    await browser.post("/organise/data-requests", action="do", request_id="request-mem")
    answers = [(c.done, c.reason) for c in sent(services, commands.AnswerDataRequest)]
    assert answers == [(False, "Luật 91, điều 14"), (True, None)]


async def test_who_organises_nothing_finds_no_list_of_requests(browser, services):
    await browser.make_account()
    assert (await browser.open("/organise/data-requests")).status_code == 403
    answer = await browser.post("/organise/data-requests", action="do", request_id="request-01")
    assert (answer.status_code, sent(services, commands.AnswerDataRequest)) == (403, [])


@pytest.mark.parametrize(
    "address", ["/account", "/account/privacy", "/account/data", "/account/data/file", "/organise/data-requests"]
)
async def test_whoever_is_not_signed_in_signs_in_first(browser, address):
    await browser.open(address)
    assert browser.path == "/sign-in"


def test_every_status_has_its_words():
    assert {status.value for status in DataRequestStatus} == {"open", "done", "refused", "cancelled"}


async def test_what_is_ticked_while_an_account_is_made_is_agreed_to_and_nothing_else(browser, services):
    page = await browser.open("/make-account")
    assert (page.text.count('name="agree"'), page.text.count("checked")) == (len(Purpose), 0)
    given = {"name": "Nguyễn Thị Hạnh", "mail": "hanh@sayviet.example", "password": "ba từ dễ nhớ"}
    await browser.post("/make-account", **given, agree=["photos", "everything"])
    (agreed,) = sent(services, commands.GiveConsent)
    (registered,) = sent(services, commands.RegisterPerson)
    assert (agreed.person_id, agreed.purpose) == (registered.person_id, Purpose.PHOTOS)


async def test_who_makes_an_account_without_a_password_agrees_as_well(browser, services):
    await browser.open("/make-account?next=/my-entries")
    await browser.post("/make-account", name="Hạnh", mail="hanh@sayviet.example", password="", agree="news", next="/x")
    (agreed,) = sent(services, commands.GiveConsent)
    assert agreed.purpose == Purpose.NEWS
    assert services.mailed == [("hanh@sayviet.example", "/x")]
