"""The HTTP edge of notifications: commands from the table; beside them links to unsubscribe, and reports of bounces."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse

from services.notifications.domain.commands import BounceMail, MarkAddress
from services.notifications.domain.reports import MOST, read_report
from services.notifications.handlers import COMMANDS
from services.notifications.ports import Needs
from services.notifications.queries import linked, linked_topic, own_data, own_subscription
from shared.auth import Actor
from shared.bus.itself import as_itself
from shared.bus.own_data import OwnStates
from shared.clock import Clock
from shared.contracts.notifications.commands import ChangeSubscription
from shared.contracts.notifications.refusals import LinkBroken, NotAMessage
from shared.contracts.values import Value
from shared.errors import Forbidden, TooLarge, Unauthenticated
from shared.ids import derived_id, new_id
from shared.web.arrival import arrival_of
from shared.web.commands import Authenticate, Execute, command_routes
from shared.web.service import Check, service_app

NAME = "notifications"
REPORTS = "bounces:report"
"""The scope of the client that hands on what comes back to the mail server."""
PRIVATE = {"Cache-Control": "no-store"}
FORM_LIMIT = 4096


@dataclass(frozen=True, slots=True)
class Parts:
    """What the application is joined from. `key` makes the marks in mails."""

    execute: Execute
    authenticate: Authenticate
    needs: Needs
    own: OwnStates
    key: bytes = field(repr=False)
    clock: Clock
    checks: Mapping[str, Check]


def notifications_app(parts: Parts) -> FastAPI:
    """The application."""
    commands = [row.command for row in COMMANDS]
    routers = (
        command_routes(commands, parts.authenticate, parts.execute),
        subscription_routes(parts),
        bounce_routes(parts),
        own_routes(parts),
    )
    return service_app(NAME, commands, routers, parts.checks, parts.clock)


def subscription_routes(parts: Parts) -> APIRouter:
    """`GET /subscription`, `GET /unsubscribe` and `POST /unsubscribe`."""
    router = APIRouter(tags=["subscriptions"])

    @router.get("/subscription")
    async def own(request: Request) -> JSONResponse:
        """What the caller wants mailed."""
        return _private(await own_subscription(await parts.authenticate(request), parts.needs))

    @router.get("/unsubscribe")
    async def shown(token: str = "") -> JSONResponse:
        """What a link in a mail is about; it changes nothing."""
        return _private(await linked_topic(token, parts.key, parts.needs))

    @router.post("/unsubscribe")
    async def unsubscribed(request: Request, token: str = "") -> JSONResponse:
        """One click (RFC 8058), with no sign of who clicks but the token; `mailed=yes` takes it back. Again is fine."""
        await _switch(parts, request, token, await _wish(request))
        return _private(await linked_topic(token, parts.key, parts.needs))

    return router


async def _switch(parts: Parts, request: Request, token: str, mailed: bool) -> None:
    link, arrival = await linked(token, parts.key, parts.needs), arrival_of(request)
    command = ChangeSubscription(person_id=link.person.id, topic=link.topic, mailed=mailed)
    await parts.execute(command, link.person, new_id(), arrival.traceparent, arrival.at)


async def _wish(request: Request) -> bool:
    """Whether mail is wanted again. Raises `LinkBroken` where the body is none of the two."""
    body = await request.body()
    if len(body) > FORM_LIMIT:
        raise TooLarge
    match parse_qs(body.decode("ascii", "replace")):
        case {"List-Unsubscribe": ["One-Click"]}:
            return False
        case {"mailed": ["yes"]}:
            return True
    raise LinkBroken


def bounce_routes(parts: Parts) -> APIRouter:
    """`POST /bounces`."""
    router = APIRouter(tags=["bounces"])

    @router.post("/bounces")
    async def bounced(request: Request) -> JSONResponse:
        """A report (RFC 3464) that a mail of ours came back, as the mail server got it: `message/rfc822`."""
        actor = await parts.authenticate(request)
        _allow(actor)
        content = await request.body()
        if len(content) > MOST:
            raise TooLarge
        return JSONResponse({"bounced": await _reported(parts, actor, content)})

    return router


def own_routes(parts: Parts) -> APIRouter:
    """`GET /people/{person_id}/data`."""
    router = APIRouter(tags=["people"])

    @router.get("/people/{person_id}/data")
    async def data(request: Request, person_id: str) -> JSONResponse:
        """All that notifications holds of the person, who asks in person; a program is refused."""
        return JSONResponse(await own_data(person_id, await parts.authenticate(request), parts.own), headers=PRIVATE)

    return router


def _allow(actor: Actor) -> None:
    if not actor.signed_in:
        raise Unauthenticated
    if not actor.has_scope(REPORTS, actor.tenant_id):
        raise Forbidden


async def _reported(parts: Parts, actor: Actor, content: bytes) -> bool:
    """Whether the address is not written to any more. The same report again changes nothing."""
    report = read_report(content, parts.key)
    found = await parts.needs.messages.read(report.message_id)
    if found is None or not actor.has_scope(REPORTS, found.state.tenant_id):
        raise NotAMessage
    if not report.permanent:
        return False
    message, send = found.state, as_itself(NAME, parts.execute, parts.clock)
    await send(BounceMail(message_id=message.message_id), derived_id(message.message_id, "bounce"), "")
    if message.person_id is not None:
        marked = MarkAddress(person_id=message.person_id, tenant_id=message.tenant_id)
        await send(marked, derived_id(message.message_id, "bounced address"), "")
    return True


def _private(value: Value) -> JSONResponse:
    return JSONResponse(value.model_dump(mode="json"), headers=PRIVATE)
