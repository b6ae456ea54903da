"""Signing in by mail, by a slip, with a second step; and the page of one's own signing in."""

import pytest

from gateway.web import cookies
from tests.gateway.pages.services import CODE, FLOODED, LINK, ORGANISER, PASSWORD, SLIP

ASKED = "/sign-in/mail"


async def asked(browser, mail=ORGANISER, target="/entries"):
    await browser.open(f"/sign-in?next={target}")
    return await browser.post(ASKED, mail=mail, next=target)


async def test_a_link_shows_a_page_and_its_button_signs_in(browser):
    await asked(browser)
    assert (browser.path, browser.page.status_code) == (ASKED, 200)
    await browser.open(f"/sign-in/link?token={LINK}")
    assert "Đăng nhập ngay" in browser.text
    await browser.post("/sign-in/link", token=LINK)
    assert browser.path == "/entries"
    assert cookies.SIGN_IN not in browser.client.cookies


async def test_opening_a_link_ever_so_often_signs_nobody_in(browser, other, services):
    await asked(browser)
    for one in (browser, other):
        for _ in range(3):
            page = await one.open(f"/sign-in/link?token={LINK}")
            assert page.status_code == 200
            assert cookies.SESSION not in one.client.cookies
    await browser.post("/sign-in/link", token=LINK)
    assert browser.path == "/entries"


async def test_another_browser_is_told_to_go_back_and_loses_nothing(browser, other):
    await asked(browser)
    await other.open(f"/sign-in/link?token={LINK}")
    assert "Bạn quay lại thiết bị đã xin thư." in other.text
    assert 'name="token"' not in other.page.text
    answer = await other.post("/sign-in/link", token=LINK)
    assert answer.status_code == 422
    assert cookies.SESSION not in other.client.cookies


async def test_the_digits_sign_in_where_they_were_asked_for(browser):
    await asked(browser)
    await browser.post(ASKED, waiting="yes", code="000000")
    assert (browser.page.status_code, browser.path) == (422, ASKED)
    assert "Mã này chưa đúng." in browser.text
    await browser.post(ASKED, waiting="yes", code=CODE)
    assert browser.path == "/entries"


async def test_the_waiting_page_without_having_asked_says_what_to_do(browser):
    await browser.open(ASKED)
    assert "Thư này đã hết hạn" in browser.text
    await browser.open("/sign-in")
    await browser.post(ASKED, waiting="yes", code=CODE)
    assert "Thư xin ở đây đã hết hạn. Bạn xin thư mới." in browser.text


async def test_a_page_tells_nobody_whether_an_address_is_known(browser, other):
    pages = [await asked(one, mail) for one, mail in ((browser, ORGANISER), (other, "nobody@example.vn"))]
    seen = {page.text.split('name="form_token"')[0] for page in pages}
    assert len(seen) == 1


async def test_too_many_mails_are_refused_at_their_form(browser):
    answer = await asked(browser, FLOODED)
    assert answer.status_code == 429
    assert "Chưa có thư nào được gửi." in browser.text


async def test_what_the_browser_keeps_is_read_by_no_script_and_goes_with_its_mail(browser):
    await browser.open("/sign-in")
    token = browser.page.text.split('name="form_token" value="')[1].split('"')[0]
    answer = await browser.client.post(ASKED, data={"mail": ORGANISER, "form_token": token})
    (cookie,) = [c for c in answer.headers.get_list("set-cookie") if c.startswith(cookies.SIGN_IN)]
    for said in ("HttpOnly", "SameSite=lax", "Max-Age=900"):
        assert said in cookie


@pytest.mark.parametrize("path", [ASKED, "/sign-in/link", "/sign-in/code", "/sign-in/second-step"])
async def test_a_forged_form_signs_nobody_in(browser, services, path):
    await asked(browser)
    before = len(services.mailed)
    answer = await browser.post(
        path, {"form_token": "0" * 64}, mail=ORGANISER, token=LINK, waiting="yes", code=CODE, name="Lan"
    )
    assert answer.status_code == 422
    assert cookies.SESSION not in browser.client.cookies
    assert len(services.mailed) == before


async def make_without_password(browser):
    await browser.open("/make-account")
    await browser.post("/make-account", name="Nguyễn Thị Hạnh", mail="hanh@sayviet.example", password="")


async def test_an_account_without_a_password_is_in_at_once_and_its_address_is_confirmed_by_mail(browser, services):
    await make_without_password(browser)
    assert browser.path == "/my-entries"
    assert [mail for mail, _ in services.mailed] == ["hanh@sayviet.example"]
    before = browser.client.cookies["techfest_session"]
    await browser.open(f"/sign-in/link?token={LINK}")
    assert "Bạn đã lập tài khoản ở đây, và đây là liên kết trong thư của bạn." in browser.text
    await browser.post("/sign-in/link", token=LINK)
    assert browser.path == "/my-entries"
    assert browser.client.cookies["techfest_session"] != before
    assert not (await services.viewer(before)).signed_in, "the session until now has ended"
    assert "xác nhận địa chỉ thư" not in browser.text


async def test_the_digits_of_the_mail_confirm_the_address_where_the_account_was_made(browser):
    await make_without_password(browser)
    await browser.open(ASKED)
    assert "để xác nhận địa chỉ đó là của bạn" in browser.text
    wrong = await browser.post(ASKED, waiting="yes", code="000000")
    assert (wrong.status_code, "Địa chỉ chưa được xác nhận" in browser.text) == (422, True)
    await browser.post(ASKED, waiting="yes", code=CODE)
    assert browser.path == "/my-entries"


async def test_another_mail_is_sent_to_an_address_that_is_not_confirmed(browser, services):
    await make_without_password(browser)
    await browser.post("/account/confirm")
    assert browser.path == ASKED
    assert services.mailed[-1] == ("hanh@sayviet.example", "/account")


async def test_who_loses_a_password_by_the_first_mail_is_told_and_sets_a_new_one(browser, services):
    services.password_ended = True
    await browser.open("/sign-in")
    await browser.post(ASKED, mail=ORGANISER, next="/entries")
    await browser.post(ASKED, waiting="yes", code=CODE)
    assert browser.path == "/account/security"
    assert "Mật khẩu trước đây không còn dùng được" in browser.text
    assert 'href="/entries"' in browser.page.text


async def test_a_slip_asks_for_a_name_and_signs_in(browser):
    await browser.open(f"/sign-in/code?code={SLIP}")
    assert f'value="{SLIP}"' in browser.page.text
    await browser.post("/sign-in/code", code=SLIP)
    assert "Mã dùng được" in browser.text
    await browser.post("/sign-in/code", code=SLIP, name="Bà Tư")
    assert browser.path == "/my-entries"
    assert "Bà Tư" in browser.text


async def test_a_wrong_slip_says_what_to_do(browser):
    await browser.open("/sign-in/code")
    answer = await browser.post("/sign-in/code", code="0000-0000-0000")
    assert answer.status_code == 422
    assert "Bạn xem lại phiếu, hoặc xin người phát một phiếu khác." in browser.text


@pytest.mark.parametrize("name", ["x" * 121, "\u202eevil", "", "  "])
async def test_a_name_that_is_none_is_asked_for_again(browser, name):
    await browser.open("/sign-in/code")
    await browser.post("/sign-in/code", code=SLIP, name=name)
    assert browser.path in ("/sign-in/code", "/my-entries")


async def test_the_second_step_stands_behind_every_way_in(browser, services):
    services.second_on = True
    await browser.open("/sign-in?next=/entries")
    await browser.post("/sign-in", mail=ORGANISER, password=PASSWORD, next="/entries")
    assert browser.path == "/sign-in/second-step"
    assert cookies.SESSION not in browser.client.cookies
    await browser.post("/sign-in/second-step", code="000000", next="/entries")
    assert browser.page.status_code == 422
    await browser.post("/sign-in/second-step", code=CODE, next="/entries")
    assert browser.path == "/entries"
    await browser.post("/sign-out")
    await asked(browser)
    await browser.open(f"/sign-in/link?token={LINK}")
    await browser.post("/sign-in/link", token=LINK)
    assert browser.path == "/sign-in/second-step"


async def test_the_second_step_without_the_first_begins_again(browser):
    await browser.open("/sign-in/second-step?next=/entries")
    assert (browser.path, browser.page.url.params["next"]) == ("/sign-in", "/entries")


async def test_ones_devices_are_listed_and_signed_out(browser, services):
    await browser.sign_in()
    await browser.open("/account/security")
    for said in ("Chrome · Android", "Thiết bị này", "Thiết bị không rõ loại", "qua thư"):
        assert said in browser.text
    await browser.post("/account/security", action="end", session_id="session-other")
    assert services.ended == ["session-other"]
    assert "Thiết bị đó được đăng xuất trong vòng một phút." in browser.text
    assert "Thiết bị không rõ loại" not in browser.text


async def test_the_second_step_is_set_up_and_its_codes_are_shown_once(browser, services):
    await browser.sign_in()
    await browser.open("/account/security")
    await browser.post("/account/security", action="begin")
    assert "ABCD EFGH IJKL MNOP" in browser.text
    assert 'src="data:image/svg+xml;base64,' in browser.page.text
    await browser.post("/account/security", action="confirm", code="000000")
    assert browser.page.status_code == 422
    assert services.second_on is False
    await browser.post("/account/security", action="confirm", code=CODE)
    assert "AAAAA-BBBBB" in browser.text
    await browser.open("/account/security")
    assert "AAAAA-BBBBB" not in browser.text
    await browser.post("/account/security", action="off", code=CODE)
    assert services.second_on is False


async def test_a_password_is_changed_by_who_types_a_good_one(browser, services):
    await browser.sign_in()
    await browser.open("/account/security")
    await browser.post("/account/security", action="password", current=PASSWORD, password="ngắn")
    assert browser.page.status_code == 422
    assert services.sent == []
    await browser.post("/account/security", action="password", current=PASSWORD, password="mười hai con giáp")
    assert "Đã đổi mật khẩu." in browser.text
    ((command, _),) = services.sent
    assert command.password.get_secret_value() == "mười hai con giáp"
    assert "mười hai con giáp" not in browser.page.text


async def test_a_button_that_there_isnt_is_not_found(browser):
    await browser.sign_in()
    await browser.open("/account/security")
    assert (await browser.post("/account/security", action="everything")).status_code == 404


async def off_to_provider(browser, services):
    services.provider_label = "Cổng dịch vụ công"
    await browser.open("/sign-in?next=/entries")
    assert "Đăng nhập bằng Cổng dịch vụ công" in browser.text
    return await browser.client.get("/sign-in/oidc?next=/entries", follow_redirects=False)


async def test_another_account_signs_in_the_browser_that_set_out(browser, other, services):
    sent = await off_to_provider(browser, services)
    assert (sent.status_code, sent.headers["location"]) == (303, "https://id.example/auth?state=s")
    assert "HttpOnly" in sent.headers["set-cookie"]
    await other.open("/sign-in/oidc/callback?state=s&code=c")
    assert (other.page.status_code, cookies.SESSION in other.client.cookies) == (422, False)
    await browser.open("/sign-in/oidc/callback?state=s&code=c")
    assert browser.path == "/entries"
    assert cookies.PROVIDER not in browser.client.cookies


@pytest.mark.parametrize("back", ["", "?state=s", "?code=c", "?state=x&code=c", "?error=access_denied&state=s"])
async def test_who_comes_back_without_what_it_takes_is_told(browser, services, back):
    await off_to_provider(browser, services)
    page = await browser.open(f"/sign-in/oidc/callback{back}")
    assert page.status_code == 422
    assert "Bạn chưa đăng nhập" in browser.text
    assert cookies.SESSION not in browser.client.cookies


async def test_nobody_is_sent_on_to_a_foreign_place_from_a_provider(browser, services):
    services.provider_label = "Cổng"
    await browser.client.get("/sign-in/oidc?next=//evil.example", follow_redirects=False)
    assert services.mailed == [(ORGANISER, "")]


async def test_without_a_provider_its_address_leads_to_the_ways_that_there_are(browser):
    await browser.open("/sign-in/oidc?next=/inbox")
    assert (browser.page.status_code, browser.path, browser.page.url.params["next"]) == (200, "/sign-in", "/inbox")


async def test_without_a_provider_there_is_no_button(browser):
    await browser.open("/sign-in")
    assert "/sign-in/oidc" not in browser.page.text
