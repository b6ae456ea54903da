"""Mails are handed over by SMTP as servers want it, and what they say is understood."""

import asyncio
import ipaddress
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pydantic import SecretStr

from deploy.local.mailbox.keeping import Mails
from deploy.local.mailbox.receiving import Receiver
from deploy.local.signing import make_leaf, make_root
from services.notifications.ports import Delivery, Mail
from services.notifications.store.smtp import NoServer, SmtpMailer, server_of
from shared.clock import SystemClock
from tests.notifications.sinks import PASSWORD, USER, Answering, mails_in, server

FROM = "Techfest <techfest@techfest.example>"
MAIL = Mail("lan@example.vn", b"Subject: one\r\n\r\nHello\r\n")
HERE = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))


def sending(port, scheme="smtp", user="", seconds=5.0):
    return SmtpMailer(server_of(SecretStr(f"{scheme}://{user}127.0.0.1:{port}")), FROM, seconds)


@pytest.fixture
def receiver(tmp_path):
    return Receiver(Mails(tmp_path / "mail"), SystemClock())


@pytest.fixture
def tls(tmp_path, monkeypatch):
    """A server's context, whose authority is believed."""
    permitted = x509.IPAddress(ipaddress.ip_network("127.0.0.1/32"))
    now = SystemClock().now()
    root = make_root("Test", [permitted], now)
    leaf, pair = make_leaf(root, [HERE], now), tmp_path / "pair.pem"
    key = leaf.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    pair.write_bytes(leaf.certificate.public_bytes(Encoding.PEM) + key)
    (tmp_path / "root.pem").write_bytes(root.certificate.public_bytes(Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "root.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair)
    return context


@pytest.mark.parametrize("scheme", ["smtp", "smtp+starttls", "smtps"])
async def test_a_mail_goes_over_tls_wherever_it_is_offered(receiver, tls, scheme, tmp_path):
    async with server(receiver, tls, wrapped=scheme == "smtps") as port:
        assert await sending(port, scheme).send(MAIL) is Delivery.TAKEN
    (mail,) = mails_in(tmp_path / "mail")
    assert (mail["X-MailFrom"], mail["X-RcptTo"]) == ("techfest@techfest.example", "lan@example.vn")


async def test_a_server_whose_certificate_is_not_believed_gets_nothing(receiver, tls, tmp_path, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    for scheme in ("smtp+starttls", "smtps"):
        async with server(receiver, tls, wrapped=scheme == "smtps") as port:
            assert await sending(port, scheme).send(MAIL) is Delivery.LATER
    assert mails_in(tmp_path / "mail") == []


async def test_who_sends_proves_it(receiver, tls, tmp_path):
    known, unknown = "techfest:a%20pass%3Aword%2F%40@", "techfest:guess@"
    named = server_of(SecretStr(f"smtp://{known}h"))
    assert (named.user, named.password) == (USER.decode(), SecretStr(PASSWORD.decode()))
    async with server(receiver, tls, auth=True) as port:
        assert await sending(port, user=unknown).send(MAIL) is Delivery.LATER
        assert await sending(port, user=known).send(MAIL) is Delivery.TAKEN
    assert len(mails_in(tmp_path / "mail")) == 1


async def test_a_password_never_travels_in_the_clear(receiver, tmp_path):
    async with server(receiver, auth=True) as port:
        assert await sending(port, user="techfest:a%20pass%3Aword%2F%40@").send(MAIL) is Delivery.LATER
    assert mails_in(tmp_path / "mail") == []


@pytest.mark.parametrize(
    ("to_recipient", "to_data", "means"),
    [
        ("250 ok", "250 ok", Delivery.TAKEN),
        ("550 5.1.1 nobody here", "", Delivery.NO_ADDRESS),
        ("553 nobody here", "", Delivery.NO_ADDRESS),
        ("550 5.7.1 you are not welcome", "", Delivery.REFUSED),
        ("451 4.3.2 busy", "", Delivery.LATER),
        ("421 4.3.2 going down", "", Delivery.LATER),
        ("250 ok", "554 5.6.0 not with this content", Delivery.REFUSED),
        ("250 ok", "452 4.2.2 full", Delivery.LATER),
    ],
)
async def test_what_a_server_says_is_understood(to_recipient, to_data, means):
    async with server(Answering(to_recipient, to_data)) as port:
        assert await sending(port).send(MAIL) is means


async def test_a_server_that_is_not_there_or_says_nothing_is_asked_later():
    assert await sending(9).send(MAIL) is Delivery.LATER

    async def silent(reader, writer):
        await reader.read()
        writer.close()

    listening = await asyncio.start_server(silent, "127.0.0.1", 0)
    async with listening:
        assert await sending(listening.sockets[0].getsockname()[1], seconds=0.2).send(MAIL) is Delivery.LATER


async def test_an_address_in_another_script_is_taken(receiver, tmp_path):
    async with server(receiver) as port:
        assert await sending(port).send(Mail("mai.nguyễn@example.vn", MAIL.content)) is Delivery.TAKEN


@pytest.mark.parametrize(
    "url", ["", "smtp://", "http://mail.example", "mail.example:25", "smtp://h:port", "smtp://h:99999"]
)
def test_what_names_no_server_is_refused_at_the_start_and_quoted_nowhere(url):
    with pytest.raises(NoServer) as refused:
        server_of(SecretStr(url))
    assert not url or url not in str(refused.value)


@pytest.mark.parametrize(("url", "port"), [("smtp://h", 25), ("smtps://h", 465), ("smtp+starttls://h", 587)])
def test_a_server_has_its_usual_port(url, port):
    assert server_of(SecretStr(url)).port == port
