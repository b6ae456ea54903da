"""What a mail says, in the recipient's language: the values that its templates are filled with."""

import re
from typing import Any

from services.notifications.domain.letters import (
    GREETING,
    GREETING_NOBODY,
    LETTERS,
    LINK_HINT,
    OF_PURPOSE,
    UNSUBSCRIBE,
    WHY_INVITED,
    Letter,
)
from services.notifications.domain.marks import UNSUBSCRIBE as UNSUBSCRIBE_MARK
from services.notifications.domain.marks import marked
from services.notifications.domain.message import Message
from services.notifications.ports import Content, NotWritable
from shared.contracts.accounts.roles import RoleName
from shared.contracts.notifications.texts import ALWAYS, LINES, PATHS, REASONS, ROLE_NOUN, ROLES
from shared.contracts.notifications.values import TOPIC_OF, MessageKind
from shared.texts import DEFAULT, LANGUAGES, translate
from shared.texts.times import deadline

NAME_LIMIT = 120
"""Characters of a name that are shown; no person's is longer."""
_NOT_SHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]+")
"""What would break a line or a header, or turn the direction of the text around it."""
_LINK = re.compile(r"\w+://|www\.", re.IGNORECASE)
"""What a mail program makes a link of: whoever gets a mail is greeted by a name that somebody else may have written."""


class Wording:
    """`site` is the public address of the pages, `key` what marks are made with."""

    def __init__(self, site: str, key: bytes) -> None:
        self._site, self._key = site, key

    def of(self, message: Message, content: Content) -> dict[str, Any]:
        """The values of the templates."""
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
            "link": self._site + _filled(letter.path or PATHS[message.kind], message, content),
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
        return f"{self._site}/unsubscribe?token={marked(self._key, UNSUBSCRIBE_MARK, message.message_id)}"


def plain(name: str) -> str:
    """A name as it is shown: one line, what can't be seen left out, cut where it is longer than any name."""
    return " ".join(_LINK.sub(" ", _NOT_SHOWN.sub(" ", name)).split())[:NAME_LIMIT]


def _letter(kind: MessageKind, content: Content) -> Letter:
    of_purpose = OF_PURPOSE.get(content.purpose) if kind is MessageKind.SIGN_IN else None
    return of_purpose or LETTERS[kind]


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
