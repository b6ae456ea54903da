"""Takes mail by SMTP. Two domains behave as the world does, so that senders can be tried: one bounces, one puts off."""

import asyncio

from aiosmtpd.smtp import SMTP, Envelope, Session

from deploy.local.mailbox.keeping import Mails
from shared.clock import Clock

BOUNCES = "bounce.example"
"""Nobody has an address here."""
PUTS_OFF = "later.example"
"""Every address here is busy; the sender is asked to come again."""
SIZE_LIMIT = 10_485_760
"""Bytes of a mail."""


class Receiver:
    """Answers a sender; what it accepts is kept before it says so."""

    def __init__(self, mails: Mails, clock: Clock) -> None:
        self._mails, self._clock = mails, clock

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Whether a recipient is taken."""
        domain = address.rpartition("@")[2].lower()
        if domain == BOUNCES:
            return "550 5.1.1 no such person here"
        if domain == PUTS_OFF:
            return "451 4.3.2 busy, come again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 good"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        """Keeps the mail."""
        content = envelope.original_content or b""
        self._mails.keep(envelope.mail_from or "", envelope.rcpt_tos, content, self._clock.now())
        return "250 2.0.0 kept"


async def receive(mails: Mails, clock: Clock, address: tuple[str, int]) -> None:
    """Takes mail at the address until it is cancelled."""
    loop = asyncio.get_running_loop()

    def session() -> SMTP:
        return SMTP(
            Receiver(mails, clock), hostname="techfest", ident="Techfest", data_size_limit=SIZE_LIMIT,
            enable_SMTPUTF8=True, loop=loop,
        )  # fmt: skip

    server = await loop.create_server(session, *address)
    async with server:
        await server.serve_forever()
