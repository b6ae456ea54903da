"""A trial copy shows the mails that it keeps; any other has no such page."""

import httpx
import pytest

from deploy.local.mailbox.answering import mailbox_app
from deploy.local.mailbox.keeping import Mails
from gateway.clients.mails import HttpMails
from shared.errors import Unavailable
from tests.gateway.http.conftest import settings_of
from tests.gateway.pages import hall
from tests.gateway.pages.services import NOW

MAIL = """\
From: techfest@techfest.example\r
To: hanh@startup.example\r
Subject: =?utf-8?b?TGnDqm4ga+G6v3QgxJHEg25nIG5o4bqtcA==?=\r
Content-Type: multipart/alternative; boundary=b\r
\r
--b\r
Content-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: 8bit\r
\r
Mở https://techfest.example/links/abc?x=1&y=2. <b>\r
--b\r
Content-Type: text/html; charset=utf-8\r
\r
<p>M\u1edf <a href="https://techfest.example/links/abc">trang</a><script>alert(1)</script></p>\r
--b--\r
"""


@pytest.fixture
def kept(tmp_path) -> Mails:
    return Mails(tmp_path / "mail")


@pytest.fixture
def app(database, services, tmp_path, kept):
    mails = HttpMails("http://127.0.0.1", httpx.ASGITransport(mailbox_app(kept)))
    return hall.application(database, services, hall.no_assets(tmp_path), mails=mails)


@pytest.fixture
def mail_id(kept: Mails) -> str:
    return kept.keep("techfest@techfest.example", ("hanh@startup.example",), MAIL.encode(), NOW)


async def test_the_mails_are_listed_with_where_they_went_and_when(browser, mail_id):
    await browser.open("/demo/mail")
    assert "Liên kết đăng nhập Gửi hanh@startup.example 16:42" in browser.text
    assert f'href="/demo/mail/{mail_id}"' in browser.page.text


async def test_a_trial_without_mails_says_what_to_do(browser):
    await browser.open("/demo/mail", **{"accept-language": "en"})
    assert "No mail yet" in browser.text


async def test_a_mail_is_shown_as_text_with_its_links_and_in_a_frame_of_this_page_alone(browser, mail_id):
    page = await browser.open(f"/demo/mail/{mail_id}")
    link = "https://techfest.example/links/abc?x=1&amp;y=2"
    assert f'Mở <a href="{link}" rel="noopener noreferrer">{link}</a>. &lt;b&gt;' in page.text
    assert f'src="/demo/mail/{mail_id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"' in page.text
    assert "frame-src 'self'" in page.headers["content-security-policy"]
    assert "script-src 'self'" in page.headers["content-security-policy"]


async def test_a_mails_html_can_run_and_load_nothing(browser, mail_id):
    html = await browser.open(f"/demo/mail/{mail_id}/html")
    policy = html.headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "sandbox allow-popups allow-popups-to-escape-sandbox"} <= set(policy)
    assert not [rule for rule in policy if rule.startswith("script-src") or "allow-scripts" in rule]
    assert html.headers["x-frame-options"] == "SAMEORIGIN"
    assert html.text.startswith('<base target="_blank">')


@pytest.mark.parametrize("name", ["none", "000000009-000000000000000", "..%2f..%2fsecrets"])
async def test_a_mail_that_is_not_there_is_no_page(browser, mail_id, name):
    assert (await browser.open(f"/demo/mail/{name}")).status_code == 404


async def test_every_page_of_a_trial_says_where_the_mails_lie(browser):
    await browser.open("/")
    assert "Đây là bản chạy thử: thư gửi đi nằm ở đây ." in browser.text


async def test_a_copy_that_sends_its_mails_has_no_such_page(database, services, tmp_path):
    sends = hall.application(database, services, hall.no_assets(tmp_path))
    async with hall.browser(sends, services) as one:
        for path in ("/demo/mail", "/demo/mail/x", "/demo/mail/x/html"):
            assert (await one.open(path)).status_code == 404
        await one.open("/")
        assert "bản chạy thử" not in one.text


async def test_a_mailbox_that_does_not_answer_is_said():
    def gone(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("gone")

    with pytest.raises(Unavailable):
        await HttpMails("http://127.0.0.1", httpx.MockTransport(gone)).all()


@pytest.mark.parametrize(
    ("public", "shown", "at"),
    [
        ("http://127.0.0.1:8080", False, "http://mailbox"),
        ("http://localhost:8080", False, "http://mailbox"),
        ("https://techfest.bac-ninh.example", False, None),
        ("https://techfest.bac-ninh.example", True, "http://mailbox"),
        ("https://127.0.0.1.evil.example", False, None),
    ],
)
def test_whoever_comes_over_a_network_reads_no_mails_unless_that_is_asked_for(tmp_path, public, shown, at):
    given = {"gateway_url": public, "mailbox_url": "http://mailbox", "mailbox_shown": shown}
    assert settings_of(tmp_path, **given).mails_at == at


def test_a_copy_that_sends_its_mails_shows_none(tmp_path):
    assert settings_of(tmp_path, gateway_url="http://127.0.0.1:1", mailbox_url="").mails_at is None
