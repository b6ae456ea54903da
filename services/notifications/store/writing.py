"""Writes mails: plain text beside HTML, from one template each, their texts from the catalogues."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from services.notifications.domain.marks import MESSAGE_ID, marked
from services.notifications.domain.message import Message
from services.notifications.ports import Content, Mail, NotWritable
from services.notifications.store.wording import Wording, plain

TEMPLATES = Path(__file__).parents[1] / "templates"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What all mails have alike. `sender` is a name and an address, `site` the public address of the pages."""

    sender: str
    reply_to: str
    site: str
    key: bytes

    @property
    def domain(self) -> str:
        """That of the sender, in which Message-IDs are made."""
        return parseaddr(self.sender)[1].rpartition("@")[2]


class TemplateWriter:
    """Implements `Writer`."""

    def __init__(self, head: Letterhead) -> None:
        self._head = head
        self._html = _environment(escape=True).get_template("mail.html")
        self._text = _environment(escape=False).get_template("mail.txt")

    def write(self, message: Message, content: Content, at: datetime) -> Mail:
        """As `Writer.write`."""
        to = _address(content.to)
        said = Wording(self._head.site, self._head.key).of(message, content)
        mail = self._headed(message, content, to, said, at)
        mail.set_content(self._text.render(said), cte="quoted-printable")
        mail.add_alternative(self._html.render(said), subtype="html", cte="quoted-printable")
        mail["Content-Language"] = said["language"]
        for part in mail.iter_parts():
            del part["MIME-Version"]  # of the whole alone
        mail.set_boundary(f"=_{marked(self._head.key, 'boundary', message.message_id)}")
        policy = SMTP if to.addr_spec.isascii() else SMTPUTF8
        return Mail(to.addr_spec, mail.as_bytes(policy=policy))

    def _headed(
        self, message: Message, content: Content, to: Address, said: Mapping[str, Any], at: datetime
    ) -> EmailMessage:
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["Reply-To"] = self._head.sender, self._head.reply_to
        mail["To"] = Address(plain(content.name), to.username, to.domain)
        mail["Subject"], mail["Date"] = said["subject"], format_datetime(at)
        mail["Message-ID"] = f"<{marked(self._head.key, MESSAGE_ID, message.message_id)}@{self._head.domain}>"
        mail["Auto-Submitted"] = "auto-generated"
        if said["unsubscribe"]:
            mail["List-Unsubscribe"] = f"<{said['unsubscribe']}>"
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        return mail


def _address(text: str) -> Address:
    """The address, its domain in ASCII. Raises `NotWritable`."""
    username, _, domain = text.rpartition("@")
    try:
        address = Address("", username, domain.encode("idna").decode())
    except (ValueError, MessageError):
        raise NotWritable from None
    if not address.username or not address.domain:
        raise NotWritable
    return address


def _environment(*, escape: bool) -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=escape,  # noqa: S701 - plain text has nothing to escape
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
