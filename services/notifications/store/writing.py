"""Writes mails: plain text beside HTML, from one template each, their texts from the catalogues."""

import re
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

from services.notifications.domain.letters import (
    GREETING,
    GREETING_NOBODY,
    LETTERS,
    LINK_HINT,
    PROOF,
    UNSUBSCRIBE,
    WHY_INVITED,
    Letter,
)
from services.notifications.domain.marks import MESSAGE_ID, marked
from services.notifications.domain.marks import UNSUBSCRIBE as UNSUBSCRIBE_MARK
from services.notifications.domain.message import Message
from services.notifications.ports import Content, Mail, NotWritable
from shared.contracts.accounts.roles import RoleName
from shared.contracts.notifications.texts import ALWAYS, LINES, PATHS, REASONS, ROLE_NOUN, ROLES
from shared.contracts.notifications.values import TOPIC_OF, MessageKind
from shared.texts import DEFAULT, LANGUAGES, translate
from shared.texts.times import deadline

TEMPLATES = Path(__file__).parents[1] / "templates"
PROVE = "prove"
NAME_LIMIT = 120
"""Characters of a name that are shown; no person's is longer."""
_NOT_SHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]+")
"""What would break a line or a header, or turn the direction of the text around it."""
_LINK = re.compile(r"\w+://|www\.", re.IGNORECASE)
"""What a mail program makes a link of: whoever gets a mail is greeted by a name that somebody else may have written."""


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
        said = self._said(message, content)
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

    def _said(self, message: Message, content: Content) -> dict[str, Any]:
        language = content.language if content.language in LANGUAGES else DEFAULT
        letter, given = _letter(message.kind, content), _given(message, content, language)

        def text(source: str) -> str:
            return translate(source, language, given)

        return {
            "language": language,
            "subject": text(letter.line or LINES[message.kind]),
            "greeting": text(GREETING if given["name"] else GREETING_NOBODY),
            "before": [text(one) for one in letter.before],
            "button": text(letter.button),
            "link": self._head.site + _filled(letter.path or PATHS[message.kind], message, content),
            "link_hint": text(LINK_HINT),
            "code_hint": text(letter.code_hint) if letter.code_hint and content.code else None,
            "code": content.code,
            "after": [text(one) for one in letter.after],
            "why": text(_why(message.kind)),
            "unsubscribe": self._unsubscribe(message),
            "unsubscribe_text": text(UNSUBSCRIBE),
        }

    def _unsubscribe(self, message: Message) -> str | None:
        if message.kind not in TOPIC_OF:
            return None
        return f"{self._head.site}/unsubscribe?token={marked(self._head.key, UNSUBSCRIBE_MARK, message.message_id)}"


def plain(name: str) -> str:
    """A name as it is shown: one line, what can't be seen left out, cut where it is longer than any name."""
    return " ".join(_LINK.sub(" ", _NOT_SHOWN.sub(" ", name)).split())[:NAME_LIMIT]


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


def _letter(kind: MessageKind, content: Content) -> Letter:
    return PROOF if kind is MessageKind.SIGN_IN and content.purpose == PROVE else LETTERS[kind]


def _given(message: Message, content: Content, language: str) -> dict[str, str]:
    expires_at = content.expires_at or (message.mailing.expires_at if message.mailing else None)
    return {
        "name": plain(content.name),
        "until": deadline(expires_at, language) if expires_at else "",
        "role": _role(message, language),
    }


def _role(message: Message, language: str) -> str:
    roles = (subject.noun.removeprefix(ROLE_NOUN) for subject in message.subjects if ROLE_NOUN in subject.noun)
    return next((translate(ROLES[RoleName(role)], language) for role in roles), "")


def _filled(path: str, message: Message, content: Content) -> str:
    """Ids and tokens are letters, digits and a few signs that stand in an address as they are."""
    if "{token}" in path and not content.token:
        raise NotWritable
    first = message.subjects[0].id if message.subjects else ""
    return path.replace("{token}", content.token or "").replace("{id}", first)


def _why(kind: MessageKind) -> str:
    if kind is MessageKind.INVITATION:
        return WHY_INVITED
    topic = TOPIC_OF.get(kind)
    return REASONS[topic] if topic else ALWAYS


def _environment(*, escape: bool) -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=escape,  # noqa: S701 - plain text has nothing to escape
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
