"""The viewer's messages: what happened, where it is shown, and whether it was read."""

import asyncio
from typing import Any

from starlette.responses import Response

from gateway.clients import Refused, Sent
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.pages.register import STALE
from gateway.web.visit import Data, Visit
from shared.contracts.notifications.commands import ReadMessage
from shared.contracts.notifications.texts import LINES, PATHS
from shared.contracts.notifications.values import MessageKind
from shared.errors import Kind
from shared.ids import is_id, new_id

MOST = 30
"""Messages on a page."""


async def show(visit: Visit) -> Response:
    """The latest first; `unread=yes` leaves out what was read."""
    return await _page(visit)


async def send(visit: Visit) -> Response:
    """Marks messages as read, or one as unread again; whoever opens one goes on to what it is about."""
    asked = visit.form.all("message_id")
    if not visit.trusted or not 0 < len(asked) <= MOST or not all(map(is_id, asked)):
        return await _page(visit, 422, visit.words.text(STALE))
    read = visit.form.one("read") != "no"
    try:
        sent = await asyncio.gather(*(_mark(visit, message_id, read) for message_id in asked))
    except Refused as refusal:
        if refusal.kind in {Kind.MISSING, Kind.FORBIDDEN, Kind.UNAUTHENTICATED}:
            raise
        return await _page(visit, 503 if refusal.kind is Kind.BUSY else 422, refusal.message)
    return visit.on(visit.form.one("next") or visit.address, sent[-1])


async def _mark(visit: Visit, message_id: str, read: bool) -> Sent:
    command = ReadMessage(message_id=message_id, read=read)
    return await visit.send(command, command_id(minted(visit.form.one("form_id")), command))


async def _page(visit: Visit, status: int = 200, refusal: str = "") -> Response:
    unread = visit.asked("unread") == "yes"
    wanted = {"unread": True} if unread else None
    data = await visit.ask("inbox", after=visit.asked("after") or None, filter=wanted)
    box = data["inbox"] or {"edges": [], "unreadCount": 0, "pageInfo": {"hasNextPage": False}}
    messages = [_message(visit, edge["node"]) for edge in box["edges"]]
    more = addresses.with_query(
        addresses.INBOX, after=box["pageInfo"].get("endCursor"), unread="yes" if unread else None
    )
    return visit.in_zone_of(data).page(
        "inbox", data, status, box=box, messages=messages, unread=unread, more=more, refusal=refusal, form_id=new_id()
    )


def _message(visit: Visit, found: Data) -> dict[str, Any]:
    kind = MessageKind(found["kind"].lower())
    title, where = visit.words.text(LINES[kind]), _where(kind, found["subjects"])
    return {**found, "title": title, "address": where, "about": _about(visit, found["subjects"])}


def _about(visit: Visit, subjects: list[Data]) -> str:
    """What the first of the things is called that has a name which the viewer may read."""
    return next((name for one in subjects if one["node"] and (name := _called(visit, one["node"]))), "")


def _called(visit: Visit, thing: Data) -> str:
    if "viewerSides" in thing:
        other = thing["offer"] if "NEED" in thing["viewerSides"] else thing["need"]
        return visit.words.said({"vi": other["title"], "en": other["titleEn"]})
    return visit.words.said(thing["words"]) if "words" in thing else thing.get("title") or thing.get("name") or ""


def _where(kind: MessageKind, subjects: list[Data]) -> str:
    """The page that a message leads to; empty where that is none but this or the first."""
    path = PATHS[kind].replace("{id}", subjects[0]["id"] if subjects else "")
    return "" if "{" in path or path in (addresses.HOME, addresses.INBOX) else path
