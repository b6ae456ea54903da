"""Who gets in: sign-in, forged forms, headers, cookies, languages, and the pages for what goes wrong."""

import re

import pytest

from gateway.web import csrf
from gateway.web.addresses import within
from gateway.web.app import PAGES
from tests.gateway import facts
from tests.gateway.pages.hall import PROGRAMME
from tests.gateway.pages.services import ORGANISER, PASSWORD

PRIVATE = ("/my-entries", f"/register/{PROGRAMME}", f"/register/{PROGRAMME}/entry-1234/startup", "/receipt/entry-001",
           "/entries", "/entries/entry-001")  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
async def test_a_page_of_ones_own_wants_a_sign_in_and_then_opens(browser, address):
    await browser.open(address)
    assert (browser.path, browser.page.url.params["next"]) == ("/sign-in", address)


async def test_whoever_signs_in_goes_on_where_they_were(browser):
    await browser.open("/entries?q=gach")
    await browser.post("/sign-in", mail=ORGANISER, password=PASSWORD, next="/entries?q=gach")
    assert str(browser.page.url).endswith("/entries?q=gach")


async def test_a_sign_in_is_at_the_tenant_whose_pages_these_are(browser, services):
    await browser.sign_in()
    await browser.post("/sign-out")
    await browser.make_account()
    assert services.signed_in_at == [facts.TENANT]
    (made, _) = services.sent[-1]
    assert made.tenant_id == facts.TENANT


async def test_who_is_signed_in_stands_in_the_top_bar_until_they_leave(browser, services):
    await browser.sign_in()
    assert "LC Đăng nhập với tên Lê Minh Châu" in browser.text
    await browser.post("/sign-out")
    assert "Lê Minh Châu" not in browser.text
    assert services.forgotten == ["person-org"]


async def test_pages_work_without_a_name_while_accounts_is_away(browser, services):
    services.away = True
    await browser.sign_in()
    assert (await browser.open("/entries")).status_code == 200
    assert "Lê Minh Châu" not in browser.text


async def test_a_wrong_password_says_what_to_do_and_repeats_no_password(browser):
    await browser.open("/sign-in")
    answer = await browser.post("/sign-in", mail=ORGANISER, password="not this one")
    assert answer.status_code == 422
    assert "Địa chỉ thư hoặc mật khẩu chưa đúng." in browser.text
    assert ORGANISER in answer.text
    assert "not this one" not in answer.text


async def test_signing_out_ends_the_session(browser):
    await browser.sign_in()
    await browser.open("/entries")
    await browser.post("/sign-out")
    await browser.open("/entries")
    assert browser.path == "/sign-in"


async def test_a_sign_out_of_another_site_ends_nothing_and_keeps_the_cookie(browser, services):
    await browser.sign_in()
    session = browser.client.cookies["techfest_session"]
    answer = await browser.post("/sign-out", {"form_token": "0" * 64})
    assert answer.status_code == 422
    assert browser.client.cookies["techfest_session"] == session
    assert services.forgotten == []


async def test_no_address_leads_to_another_host(browser):
    answer = await browser.client.get("/sign-in/", headers={"host": "evil.example"}, follow_redirects=False)
    assert answer.status_code == 404


async def test_whoever_has_the_address_a_new_account_is_in_at_once_and_reads_the_same(browser, other):
    seen = []
    for one in (browser, other):
        await one.make_account()
        seen.append((one.page.status_code, one.path, one.text.split("Bạn xác nhận")[1][:90]))
    assert seen[0] == seen[1]
    assert seen[0][:2] == (200, "/my-entries")
    assert "địa chỉ thư: bấm nút trong thư chúng tôi đã gửi, hoặc nhập sáu chữ số trong thư" in seen[0][2]


async def test_an_account_wants_a_name_a_mail_address_and_a_password(browser, services):
    await browser.open("/make-account")
    await browser.post("/make-account", name="", mail="hanh", password="ngắn")
    for said in (
        "Bạn chưa điền “Họ và tên”.",
        "Địa chỉ thư chưa đúng dạng.",
        "“Mật khẩu” cần ít nhất 10 ký tự, bạn mới gõ 4.",
    ):
        assert said in browser.text
    assert services.sent == []


@pytest.mark.parametrize(
    ("hidden", "headers"),
    [
        ({}, {}),
        ({"form_token": "0" * 64}, {}),
        ({"form_token": csrf.token("another secret", "cookie", "")}, {}),
        (None, {"sec-fetch-site": "cross-site"}),
        (None, {"sec-fetch-site": "same-site"}),
        (None, {"origin": "http://other.example"}),
        (None, {"origin": "http://techfest.example:8080"}),
        (None, {"origin": "https://techfest.example"}),
        (None, {"origin": "null", "referer": "http://techfest.example/make-account"}),
    ],
)
async def test_a_forged_form_does_nothing(browser, services, hidden, headers):
    await browser.open("/make-account")
    browser.client.headers.update(headers)
    answer = await browser.post("/make-account", hidden, name="Lan", mail="lan@lan.example", password="mười ký tự")
    assert answer.status_code == 422
    assert services.sent == []


@pytest.mark.parametrize("referer", ["http://other.example/make-account", "", None])
async def test_a_browser_that_names_no_origin_must_name_a_page_of_ours(browser, services, referer):
    del browser.client.headers["origin"]
    if referer is not None:
        browser.client.headers["referer"] = referer
    await browser.open("/make-account")
    answer = await browser.post("/make-account", name="Lan", mail="lan@lan.example", password="mười ký tự")
    assert (answer.status_code, services.sent) == (422, [])
    browser.client.headers["referer"] = "http://techfest.example/make-account"
    await browser.post("/make-account", name="Lan", mail="lan@lan.example", password="mười ký tự")
    assert len(services.sent) == 1


SENDING = sorted(page.path for page in PAGES if page.send is not None)
TOKEN_IS_ENOUGH = {"/unsubscribe"}
"""What a mail program may do too, from wherever it is."""


@pytest.mark.parametrize("path", sorted(set(SENDING) - TOKEN_IS_ENOUGH))
async def test_no_form_that_another_site_has_posted_does_anything(browser, services, path):
    """With the cookies and even the right token, as nobody and signed in."""
    values = dict.fromkeys(re.findall(r"[{](\w+)[}]", path), "x")
    values |= {"step": "organisation", "programme_id": PROGRAMME}
    await browser.sign_in()
    browser.client.headers["origin"] = "http://other.example"
    before, ended = list(services.sent), list(services.ended)
    answer = await browser.post(path.format_map(values), action="make", name="Lan", slug="a-slug", code="123456")
    assert answer.status_code in {200, 403, 404, 422}
    assert (services.sent, services.ended, services.mailed) == (before, ended, [])
    assert (await services.viewer(browser.client.cookies["techfest_session"])).signed_in


async def test_a_form_of_another_session_does_nothing_and_loses_nothing(browser, services):
    await browser.make_account()
    await browser.open(f"/register/{PROGRAMME}")
    address, before = browser.path, len(services.sent)
    await services.sign_out(browser.client.cookies["techfest_session"])
    answer = await browser.post(address, name="Sấy Việt")
    assert answer.status_code == 403
    assert "Những gì bạn vừa gõ chưa được lưu, nhưng vẫn giữ trên trang này." in browser.text
    assert 'name="name" value="Sấy Việt"' in answer.text
    await browser.sign_in("hanh@sayviet.example", "ba từ dễ nhớ")
    again = await browser.post(address, {"form_token": "old"}, name="Sấy Việt")
    assert again.status_code == 422
    assert 'value="Sấy Việt"' in again.text
    assert len(services.sent) == before


async def test_what_another_site_has_made_up_is_on_no_page_of_ours_to_be_sent_again(browser):
    browser.client.headers["sec-fetch-site"] = "cross-site"
    answer = await browser.client.post("/organise/people", data={"mail": "stranger@other.example"})
    assert answer.status_code == 403
    assert "stranger@other.example" not in answer.text


def test_a_token_belongs_to_its_cookie_and_its_session():
    token = csrf.token("secret", "cookie", "session")
    assert csrf.holds("secret", "cookie", "session", token)
    assert not csrf.holds("secret", "cookie", "", token)
    assert not csrf.holds("secret", "another", "session", token)
    assert not csrf.holds("secret", "", "session", csrf.token("secret", "", "session"))
    assert not csrf.holds("secret", "cookie", "session", "đ")


@pytest.mark.parametrize("address", ["/", "/sign-in", "/nothing-here"])
async def test_every_page_is_strict_and_kept_by_nobody(browser, address):
    page = await browser.open(address)
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["x-content-type-options"] == "nosniff"
    assert " style=" not in page.text
    assert " onclick=" not in page.text


async def test_the_session_is_read_by_no_script(browser):
    await browser.open("/sign-in")
    answer = await browser.client.post(
        "/sign-in", data={"mail": ORGANISER, "password": PASSWORD, "form_token": _token(browser)}
    )
    (cookie,) = [c for c in answer.headers.get_list("set-cookie") if c.startswith("techfest_session=")]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def _token(browser):
    return browser.page.text.split('name="form_token" value="')[1].split('"')[0]


async def test_the_language_is_the_browsers_until_one_is_chosen(browser):
    await browser.open("/", **{"accept-language": "en-GB,en;q=0.8"})
    assert "How to enter" in browser.text
    await browser.open("/language/vi?next=/sign-in")
    assert browser.path == "/sign-in"
    await browser.open("/", **{"accept-language": "en"})
    assert "Cách nộp hồ sơ" in browser.text
    assert browser.page.headers["content-language"] == "vi"


async def test_dark_and_light_are_chosen_for_all_pages(browser):
    await browser.open("/theme/dark?next=/")
    assert '<html lang="vi" data-theme="dark">' in browser.page.text
    assert (await browser.open("/theme/pink")).status_code == 404


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "", "/a\nb", None]
)
def test_nobody_is_sent_on_to_a_foreign_place(target):
    assert within(target) == "/"


def test_a_path_of_ours_is_gone_to():
    assert within("/entries?q=gach") == "/entries?q=gach"


async def test_what_is_not_there_is_a_page_to_a_browser_and_json_to_a_program(browser):
    page = await browser.open("/nothing-here")
    assert page.status_code == 404
    assert "Không có gì ở đây mà bạn xem được" in browser.text
    program = await browser.client.get("/nothing-here", headers={"accept": "application/json"})
    assert (program.status_code, program.json()["code"]) == (404, "not_found")


async def test_a_list_without_a_role_is_refused_and_says_what_to_do(browser):
    await browser.make_account()
    page = await browser.open("/entries")
    assert page.status_code == 403
    assert "bạn xin ban tổ chức cấp vai trò" in browser.text


async def test_a_body_that_is_too_large_is_refused(browser):
    await browser.make_account()
    await browser.open(f"/register/{PROGRAMME}")
    assert (await browser.post(browser.path, name="x" * 300_000)).status_code == 413


async def test_what_nobody_foresaw_is_a_page_that_tells_nothing_of_itself(browser, services, monkeypatch, caplog):
    await browser.sign_in()

    async def broken(*_: object) -> object:
        raise RuntimeError("secret of the inside")

    services.viewer = broken
    page = await browser.open("/my-entries")
    assert page.status_code == 503
    assert "Máy chủ chưa trả lời được" in browser.text
    assert "secret of the inside" not in page.text
    assert "a page failed: /my-entries" in caplog.text
