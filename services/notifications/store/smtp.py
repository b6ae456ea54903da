"""Hands mails to a server by SMTP (RFC 5321), over TLS where the server offers it, or always where that is asked."""

import logging
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

import aiosmtplib
from pydantic import SecretStr

from services.notifications.ports import Delivery, Mail

LOG = logging.getLogger(__name__)
SECONDS = 30.0
"""A try ends well before its claim does."""
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
PERMANENT = 500


class NoServer(ValueError):
    """TECHFEST_SMTP names no server; the text quotes nothing of it."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed over."""

    scheme: str
    host: str
    port: int
    user: str | None = None
    password: SecretStr | None = None

    @property
    def starts_tls(self) -> bool | None:
        """True: never without it; None: where it is offered. A password never travels in the clear."""
        if self.scheme == "smtps":
            return False
        return True if self.scheme == "smtp+starttls" or self.user else None


def server_of(url: SecretStr) -> Server:
    """The server of a `smtp`, `smtp+starttls` or `smtps` URL, with user and password in it. Raises `NoServer`."""
    try:
        parts = urlsplit(url.get_secret_value())
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise NoServer("smtp://, smtp+starttls:// or smtps:// and a host") from None
    if not parts.hostname:
        raise NoServer("no host")
    password = SecretStr(unquote(parts.password)) if parts.password else None
    return Server(parts.scheme, parts.hostname, port, unquote(parts.username) if parts.username else None, password)


class SmtpMailer:
    """Implements `Mailer`: one connection for each mail."""

    def __init__(self, server: Server, sender: str, seconds: float = SECONDS) -> None:
        self._server, self._sender, self._seconds = server, parseaddr(sender)[1], seconds

    async def send(self, mail: Mail) -> Delivery:
        """As `Mailer.send`."""
        taken = False
        try:
            async with self._connection() as server:
                options = [] if mail.to.isascii() else ["SMTPUTF8"]
                await server.sendmail(self._sender, [mail.to], mail.content, mail_options=options)
                taken = True
        except aiosmtplib.SMTPRecipientsRefused as refused:
            return _of_recipient(refused.recipients[0])
        except aiosmtplib.SMTPNotSupported:
            return Delivery.REFUSED
        except aiosmtplib.SMTPDataError as refused:
            _say(refused)
            return Delivery.REFUSED if refused.code >= PERMANENT else Delivery.LATER
        except (aiosmtplib.SMTPException, OSError, TimeoutError, ValueError) as failed:
            _say(failed)
        return Delivery.TAKEN if taken else Delivery.LATER

    def _connection(self) -> aiosmtplib.SMTP:
        password = self._server.password
        return aiosmtplib.SMTP(
            hostname=self._server.host,
            port=self._server.port,
            username=self._server.user,
            password=password.get_secret_value() if password else None,
            use_tls=self._server.scheme == "smtps",
            start_tls=self._server.starts_tls,
            timeout=self._seconds,
        )


def _of_recipient(refused: aiosmtplib.SMTPRecipientRefused) -> Delivery:
    """5xx means that nobody has the address, but for what the server says of us (5.7.x, RFC 3463)."""
    if refused.code < PERMANENT:
        return Delivery.LATER
    return Delivery.REFUSED if refused.message.lstrip().startswith("5.7.") else Delivery.NO_ADDRESS


def _say(failed: Exception) -> None:
    """What a server writes may quote an address: only its number is written down."""
    code = failed.code if isinstance(failed, aiosmtplib.SMTPResponseException) else ""
    LOG.warning("a mail was not taken: %s %s", type(failed).__name__, code)
