"""The viewer's messages: what happened, where it is shown, and whether it was read."""

from typing import Any

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.pages.register import STALE
from gateway.web.visit import Data, Visit
from shared.contracts.notifications.commands import ReadMessage
from shared.contracts.notifications.values import MessageKind
from shared.errors import N_, Kind
from shared.ids import is_id, new_id

TITLES = {
    MessageKind.SIGN_IN: N_("Somebody asked for a link to sign in as you"),
    MessageKind.WELCOME: N_("Your account is ready"),
    MessageKind.INVITATION: N_("You are invited"),
    MessageKind.PASSWORD_CHANGED: N_("You have a new password"),
    MessageKind.ROLE_GRANTED: N_("You were given a role"),
    MessageKind.ROLE_REVOKED: N_("A role of yours has ended"),
    MessageKind.JOIN_ASKED: N_("Somebody asks to join your startup"),
    MessageKind.JOIN_ADMITTED: N_("You were admitted to a startup"),
    MessageKind.ORGANISATION_VERIFIED: N_("Your startup was verified"),
    MessageKind.DATA_REQUESTED: N_("Your request about personal data has arrived"),
    MessageKind.DATA_ANSWERED: N_("Your request about personal data was answered"),
    MessageKind.DATA_ERASED: N_("Personal data was erased"),
    MessageKind.ENTRY_SUBMITTED: N_("An entry was submitted"),
    MessageKind.ENTRY_WITHDRAWN: N_("An entry was withdrawn"),
    MessageKind.JOB_DONE: N_("Work that you asked for has ended"),
}
PLACES = {"entry": addresses.entry, "job": addresses.job}


async def show(visit: Visit) -> Response:
    """The latest first."""
    return await _page(visit)


async def send(visit: Visit) -> Response:
    """Marks one message as read."""
    message_id = visit.form.one("message_id")
    if not visit.trusted or not is_id(message_id):
        return await _page(visit, 422, visit.words.text(STALE))
    command = ReadMessage(message_id=message_id)
    try:
        sent = await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
    except Refused as refusal:
        if refusal.kind in {Kind.MISSING, Kind.FORBIDDEN, Kind.UNAUTHENTICATED}:
            raise
        return await _page(visit, 503 if refusal.kind is Kind.BUSY else 422, refusal.message)
    return visit.on(addresses.INBOX, sent)


async def _page(visit: Visit, status: int = 200, refusal: str = "") -> Response:
    data = await visit.ask("inbox", after=visit.asked("after") or None)
    box = data["inbox"] or {"edges": [], "unreadCount": 0, "pageInfo": {"hasNextPage": False}}
    messages = [_message(visit, edge["node"]) for edge in box["edges"]]
    return visit.in_zone_of(data).page(
        "inbox", data, status, box=box, messages=messages, refusal=refusal, form_id=new_id()
    )


def _message(visit: Visit, found: Data) -> dict[str, Any]:
    where = next((PLACES[one["noun"]](one["id"]) for one in found["subjects"] if one["noun"] in PLACES), "")
    return {**found, "title": visit.words.text(TITLES[MessageKind(found["kind"].lower())]), "address": where}
