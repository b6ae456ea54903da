"""The mails of a trial copy, which sends none: here whoever tries it finds the links and codes that would be mailed."""

import re
from typing import Any

from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from gateway.web import headers
from gateway.web.ports import Mails
from gateway.web.visit import Visit
from shared.errors import NotFound

MAIL_ID = re.compile(r"[0-9-]{1,40}")
LINK = re.compile(r"https?://[^\s<>\"']+")
FRAMING = headers.POLICY.replace("default-src 'none'", "default-src 'none'; frame-src 'self'")
"""The policy of the page that frames a mail; the mail's own is below."""
CAGE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
"""A mail's HTML runs and loads nothing; its links open beside it, where they are pages of their own."""
BESIDE = '<base target="_blank">'


async def show(visit: Visit) -> Response:
    """All mails, the newest first."""
    mails = await _kept(visit).all()
    data = await visit.ask("around")
    return visit.in_zone_of(data).page("demo_mail", data, mails=mails)


async def one(visit: Visit) -> Response:
    """One mail as it is read: its HTML in a frame, its text beside."""
    mail = await _found(visit)
    data = await visit.ask("around")
    shown = visit.in_zone_of(data).page("demo_mail_one", data, mail=mail, text=_linked(mail["text"] or ""))
    shown.headers["Content-Security-Policy"] = FRAMING
    return shown


async def html(visit: Visit) -> Response:
    """A mail's HTML alone, for the frame."""
    mail = await _found(visit)
    if mail["html"] is None:
        raise NotFound
    return HTMLResponse(
        BESIDE + mail["html"], headers={"Content-Security-Policy": CAGE, "X-Frame-Options": "SAMEORIGIN"}
    )


def _kept(visit: Visit) -> Mails:
    if visit.site.mails is None:
        raise NotFound
    return visit.site.mails


async def _found(visit: Visit) -> dict[str, Any]:
    mail_id = visit.place("mail_id")
    mail = await _kept(visit).one(mail_id) if MAIL_ID.fullmatch(mail_id) else None
    if mail is None:
        raise NotFound
    return mail


def _linked(text: str) -> Markup:
    """A mail's text with its addresses as links."""
    parts, end = Markup(""), 0
    for found in LINK.finditer(text):
        link = found.group().rstrip(".,;:!?)")
        parts += text[end : found.start()] + Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(link, link)
        end = found.start() + len(link)
    return parts + text[end:]
