"""The API clients of a tenant: made and turned, their secret shown once; ended after a second look; and their use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import charts
from gateway.web.commands import command_id, minted
from gateway.web.organising import organised
from gateway.web.pages.sign_in import STALE, status_of
from gateway.web.ports import Programs
from gateway.web.visit import Data, Visit
from shared.contracts.accounts.commands import RegisterApiClient, RevokeApiClient, RotateApiSecret
from shared.contracts.accounts.scopes import CLIENT_SCOPES
from shared.contracts.commands import Command
from shared.errors import N_, NotFound
from shared.ids import new_id

DAYS = 30
WRONG = N_("Give the client a name and at least one thing that it may do.")
ENDED = N_("The client has ended: within a second it opens nothing more.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a button; the secret is shown this once."""

    said: str = ""
    refusal: str = ""
    client_id: str = ""
    secret: str = ""
    status: int = 200


async def show(visit: Visit) -> Response:
    """Those that haven't ended."""
    return await _page(visit, Outcome())


async def send(visit: Visit) -> Response:
    """One of the page's buttons."""
    tenant = await organised(visit)
    if not visit.trusted:
        return await _page(visit, Outcome(refusal=visit.words.text(STALE), status=422))
    action = visit.form.one("action")
    if action not in ACTIONS:
        raise NotFound
    try:
        command = ACTIONS[action](visit, tenant["tenantId"])
    except ValidationError:
        return await _page(visit, Outcome(refusal=visit.words.text(WRONG), status=422))
    return await _page(visit, *await _done(visit, command))


async def _done(visit: Visit, command: Command) -> tuple[Outcome, str]:
    """The outcome, and what the page's list waits for."""
    try:
        sent = await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
        if isinstance(command, RevokeApiClient):
            return Outcome(said=visit.words.text(ENDED)), sent.after
        client_id = command.aggregate_id
        secret = await _programs(visit).client_secret(visit.viewer, client_id, visit.words.language)
        return Outcome(client_id=client_id, secret=secret), sent.after
    except Refused as refusal:
        return Outcome(refusal=refusal.message, status=status_of(refusal)), ""


def _register(visit: Visit, tenant_id: str) -> Command:
    return RegisterApiClient(
        client_id=minted(visit.form.one("form_id")),
        tenant_id=tenant_id,
        name=visit.form.one("name"),
        scopes=visit.form.all("scope"),
    )


def _rotate(visit: Visit, _: str) -> Command:
    return RotateApiSecret(client_id=visit.form.one("client_id"))


def _revoke(visit: Visit, _: str) -> Command:
    return RevokeApiClient(client_id=visit.form.one("client_id"))


ACTIONS: Mapping[str, Callable[[Visit, str], Command]] = {"make": _register, "rotate": _rotate, "revoke": _revoke}


async def _page(visit: Visit, outcome: Outcome, after: str = "") -> Response:
    tenant = await organised(visit)
    data = await visit.waiting_for(after).ask("clients", tenantId=tenant["tenantId"])
    clients = [await _client(visit, edge["node"]) for edge in data["apiClients"]["edges"]]
    name = visit.form.one("name") if outcome.refusal else ""
    return visit.in_zone_of(data).page(
        "clients", data, outcome.status, outcome=outcome, clients=clients, scopes=CLIENT_SCOPES, typed=name,
        form_id=new_id(), days=DAYS,
    )  # fmt: skip


async def _client(visit: Visit, found: Data) -> dict[str, Any]:
    used = await _programs(visit).days(found["clientId"], DAYS)
    columns = charts.columns([(f"{day.day}/{day.month}", requests) for day, requests in used])
    return {**found, "used": columns, "total": sum(requests for _, requests in used)}


def _programs(visit: Visit) -> Programs:
    if visit.site.programs is None:
        raise NotFound
    return visit.site.programs
