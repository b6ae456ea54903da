"""Mail servers that tests send to: each in this process, its mails kept as the demo's mailbox keeps them."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from deploy.local.mailbox.keeping import Mails
from deploy.local.mailbox.receiving import Receiver
from shared.clock import SystemClock

USER, PASSWORD = b"techfest", b"a pass:word/@"


class Watched(Receiver):
    """Says when a sender has had the answer to its mail: only then it takes its leave."""

    def __init__(self, mails: Mails, at_leave: Callable[[], None]) -> None:
        super().__init__(mails, SystemClock())
        self._at_leave = at_leave

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        self._at_leave()
        return "221 bye"


class Answering:
    """Answers each mail alike."""

    def __init__(self, to_recipient: str, to_data: str = "250 2.0.0 kept") -> None:
        self._to_recipient, self._to_data = to_recipient, to_data

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self._to_recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        return self._to_data


def believes(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    """Only our own sender."""
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (USER, PASSWORD)
    return AuthResult(success=known, handled=False)


@asynccontextmanager
async def server(
    handler: object, tls: ssl.SSLContext | None = None, wrapped: bool = False, auth: bool = False
) -> AsyncIterator[int]:
    """A mail server on a port of its own. `tls`: by STARTTLS, or from the first byte where it is `wrapped`."""
    loop = asyncio.get_running_loop()

    def session() -> SMTP:
        return SMTP(
            handler, hostname="sink", enable_SMTPUTF8=True, loop=loop, tls_context=None if wrapped else tls,
            require_starttls=bool(tls) and not wrapped, authenticator=believes if auth else None,
            auth_required=auth and bool(tls), auth_require_tls=bool(tls) and not wrapped,
        )  # fmt: skip

    listening = await loop.create_server(session, "127.0.0.1", 0, ssl=tls if wrapped else None)
    async with listening:
        yield listening.sockets[0].getsockname()[1]


def mails_in(folder: Path) -> list[EmailMessage]:
    """What was kept, the oldest first."""
    kept = Mails(folder)
    read = [message_from_bytes(kept.read(one) or b"", policy=default) for one in reversed(kept.ids())]
    return [mail for mail in read if isinstance(mail, EmailMessage)]
