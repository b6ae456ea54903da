"""Delivery reports (RFC 3464) as mail servers write them."""

from email.message import EmailMessage

from services.notifications.domain.marks import MESSAGE_ID, marked
from tests.builders import notifications as build

REPORT = """\
From: MAILER-DAEMON@mx.example.vn (Mail Delivery System)
To: techfest@techfest.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=utf-8

This is the mail system. I'm sorry.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.vn
X-Queue-ID: 4F2

Final-Recipient: rfc822; lan@example.vn
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 nobody here

--B
Content-Type: {quoted}

From: Techfest <techfest@techfest.example>
Subject: one
Message-ID: {message_id}

{body}--B--
"""


def message_id_of(key: bytes, message_id: str = build.MESSAGE) -> str:
    return f"<{marked(key, MESSAGE_ID, message_id)}@techfest.example>"


def report(
    message_id: str, status: str = "5.1.1", action: str = "failed", quoted: str = "text/rfc822-headers"
) -> bytes:
    body = "Hello\n\n" if quoted == "message/rfc822" else ""
    made = REPORT.format(message_id=message_id, status=status, action=action, quoted=quoted, body=body)
    return made.replace("\n", "\r\n").encode()


def plain_mail(message_id: str) -> bytes:
    """No report: somebody answers and quotes us."""
    made = EmailMessage()
    made["Subject"], made["In-Reply-To"] = "Re: one", message_id
    made.set_content(f"Status: 5.1.1\n{message_id}\n")
    return made.as_bytes()
