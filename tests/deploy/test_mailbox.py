"""Mail of a local copy is taken as a real server would, and can be looked at."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
import httpx
import pytest

from deploy.local import system
from deploy.local.demands import NotStarted
from deploy.local.layout import Local, local_of
from deploy.local.mailbox.answering import mailbox_app
from deploy.local.mailbox.keeping import Mails
from deploy.local.mailbox.receiving import receive
from deploy.local.programs import ours
from deploy.local.variables import mail_of
from shared.clock import SystemClock
from tests.harness.ports import free_ports
from tests.harness.waiting import eventually

HANH = "hanh@startup.example"


def mail(to: str = HANH, subject: str = "Liên kết đăng nhập") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Techfest <techfest@techfest.example>", to, subject
    made["Message-ID"] = "<one@techfest.example>"
    made.set_content("Chào Hạnh.\nBấm vào liên kết.")
    made.add_alternative("<p>Chào <b>Hạnh</b>.</p>", subtype="html")
    return made


@pytest.fixture
def mails(tmp_path) -> Mails:
    return Mails(tmp_path / "mail")


@pytest.fixture
async def smtp(mails):
    """The port at which mail is taken."""
    port = free_ports().smtp
    taking = asyncio.create_task(receive(mails, SystemClock(), ("127.0.0.1", port)))
    await eventually(lambda: listening(port), 10, "the mailbox takes mail")
    yield port
    taking.cancel()
    with suppress(asyncio.CancelledError):
        await taking


async def listening(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    await writer.wait_closed()
    return True


@pytest.fixture
async def http(mails):
    transport = httpx.ASGITransport(mailbox_app(mails))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield client


async def test_a_mail_is_kept_whole_and_told_with_text_and_html(smtp, http):
    await aiosmtplib.send(mail(), hostname="127.0.0.1", port=smtp)
    (line,) = (await http.get("/mails")).json()["mails"]
    assert (line["to"], line["subject"]) == ([HANH], "Liên kết đăng nhập")
    assert abs(datetime.fromisoformat(line["at"]) - SystemClock().now()).total_seconds() < 60
    whole = (await http.get(f"/mails/{line['id']}")).json()
    assert {k: v for k, v in whole.items() if k not in {"headers", "at", "id"}} == {
        "to": [HANH],
        "subject": "Liên kết đăng nhập",
        "text": "Chào Hạnh.\nBấm vào liên kết.\n",
        "html": "<p>Chào <b>Hạnh</b>.</p>\n",
    }
    assert ["Message-ID", "<one@techfest.example>"] in whole["headers"]
    assert not [name for name, _ in whole["headers"] if name.startswith("X-")]


@pytest.mark.parametrize(
    ("to", "code"), [("nobody@bounce.example", 550), ("nobody@BOUNCE.example", 550), ("busy@later.example", 451)]
)
async def test_two_domains_refuse_as_the_world_does(smtp, http, to, code):
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as refused:
        await aiosmtplib.send(mail(to), hostname="127.0.0.1", port=smtp)
    assert [one.code for one in refused.value.recipients] == [code]
    assert (await http.get("/mails")).json() == {"mails": [], "total": 0}


async def test_the_newest_stand_first_and_one_recipients_can_be_asked_for(smtp, http):
    for to, subject in ((HANH, "1"), ("duc@startup.example", "2"), (HANH, "3")):
        await aiosmtplib.send(mail(to, subject), hostname="127.0.0.1", port=smtp)
    assert [one["subject"] for one in (await http.get("/mails")).json()["mails"]] == ["3", "2", "1"]
    assert [one["subject"] for one in (await http.get("/mails", params={"to": HANH})).json()["mails"]] == ["3", "1"]
    assert (await http.delete("/mails")).json() == {"deleted": 3}
    assert (await http.get("/mails")).json() == {"mails": [], "total": 0}


def test_the_oldest_go_when_there_are_too_many(tmp_path):
    few = Mails(tmp_path, most=2)
    kept = [few.keep("", (HANH,), b"", datetime(2026, 11, day, tzinfo=UTC)) for day in (20, 21, 22)]
    assert few.ids() == kept[:0:-1]
    assert [few.read(one) is None for one in kept] == [True, False, False]


@pytest.mark.parametrize(
    "odd", [b"", b"\xff\xfe", b"Subject: =?x-none?B?AA==?=\nContent-Type: text/plain; charset=none\n\n\xff"]
)
async def test_a_mail_that_is_none_can_still_be_looked_at(mails, http, odd):
    kept = mails.keep("", (HANH,), odd, SystemClock().now())
    assert (await http.get(f"/mails/{kept}")).json()["to"] == [HANH]


@pytest.mark.parametrize("name", ["none", "..%2fsecrets%2fgateway", "000000001-000000000000000"])
async def test_what_is_not_kept_is_not_there(http, name):
    assert (await http.get(f"/mails/{name}")).status_code == 404


def test_no_file_beside_the_folder_is_read(mails, tmp_path):
    (tmp_path / "secret.eml").write_text("secret")
    assert mails.read("../secret") is None


async def test_a_page_whose_name_was_pointed_here_is_told_nothing(http):
    assert (await http.get("/mails", headers={"Host": "evil.example"})).status_code == 400


def copy(folder: Path, **given: str) -> Local:
    return local_of({"TECHFEST_DATA": str(folder), "TECHFEST_PORT": "9000", **given})


def test_a_server_is_not_named_without_a_name_to_write_in(tmp_path):
    with pytest.raises(NotStarted, match="TECHFEST_MAIL_FROM"):
        system.up(copy(tmp_path, TECHFEST_SMTP="smtp://mail.example"))
    assert list(tmp_path.iterdir()) == []


def test_a_copy_keeps_its_mail_unless_a_server_is_named(tmp_path):
    own = copy(tmp_path)
    assert "mailbox" in {p.name for p in ours(own)}
    assert mail_of(own) == {
        "TECHFEST_MAIL_FROM": "Techfest <techfest@techfest.example>",
        "TECHFEST_SMTP": f"smtp://127.0.0.1:{own.ports.smtp}",
        "TECHFEST_MAILBOX_URL": f"http://127.0.0.1:{own.ports.mailbox}",
    }
    named = copy(tmp_path, TECHFEST_SMTP="smtp://mail.example:587", TECHFEST_MAIL_FROM="a@b.example")
    assert "mailbox" not in {p.name for p in ours(named)}
    assert mail_of(named) == {"TECHFEST_MAIL_FROM": "a@b.example"}
