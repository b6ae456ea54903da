"""What a kept mail says, for programs: envelope, headers, its text and its HTML."""

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from deploy.local.mailbox.keeping import taken_at

ENVELOPE = frozenset({"x-mailfrom", "x-rcptto"})


@dataclass(frozen=True, slots=True)
class Mail:
    """A kept mail, read."""

    id: str
    message: EmailMessage

    def line(self) -> dict[str, Any]:
        """What a list shows of it."""
        to = [str(one) for one in self.message.get_all("X-RcptTo", [])]
        at = taken_at(self.id).isoformat(timespec="milliseconds")
        return {"id": self.id, "to": to, "subject": str(self.message.get("Subject", "")), "at": at}

    def whole(self) -> dict[str, Any]:
        """All of it; `text` and `html` are None where it has no such part."""
        headers = [[k, str(v)] for k, v in self.message.items() if k.lower() not in ENVELOPE]
        return {**self.line(), "headers": headers, "text": self._part("plain"), "html": self._part("html")}

    def _part(self, kind: str) -> str | None:
        part = self.message.get_body((kind,))
        if part is None:
            return None
        try:
            return str(part.get_content()).replace("\r\n", "\n")
        except LookupError:  # a character set that nobody knows
            return cast(bytes, part.get_payload(decode=True)).decode("utf-8", "replace")


def read(mail_id: str, content: bytes) -> Mail:
    """The mail of these bytes."""
    return Mail(mail_id, message_from_bytes(content, policy=default))
