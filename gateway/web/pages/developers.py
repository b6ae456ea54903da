"""How programs ask: the first query in five minutes, limits, errors, and what will not change."""

from functools import cache

from starlette.responses import Response

from gateway.graph.schema import schema_text
from gateway.web.manifest import ROOT
from gateway.web.organising import organises
from gateway.web.refusals import codes
from gateway.web.visit import Visit
from shared.contracts.accounts.scopes import CLIENT_SCOPES, PERSON_SCOPES
from shared.errors import NotFound
from shared.services import SERVICES

EVENTS = ROOT / "docs" / "asyncapi.yaml"
A_DAY = {"Cache-Control": "public, max-age=86400"}


async def show(visit: Visit) -> Response:
    """Open to everybody."""
    data = await visit.ask("developers")
    tenant = data["tenant"]
    return visit.page(
        "developers",
        data,
        origin=visit.site.address or str(visit.request.base_url).rstrip("/"),
        services=SERVICES,
        has_events=_told() is not None,
        client_scopes=CLIENT_SCOPES,
        person_scopes=PERSON_SCOPES,
        codes=codes(),
        organises=tenant is not None and organises(visit, tenant["tenantId"]),
    )


async def schema(_: Visit) -> Response:
    """The schema as text."""
    return _file(schema_text(), "schema.graphql", "text/plain; charset=utf-8")


async def events(_: Visit) -> Response:
    """What is told over Kafka, as AsyncAPI. Raises `NotFound` in a copy that was made without the documents."""
    if (text := _told()) is None:
        raise NotFound
    return _file(text, "asyncapi.yaml", "application/yaml")


@cache
def _told() -> str | None:
    return EVENTS.read_text() if EVENTS.exists() else None


def _file(text: str, name: str, kind: str) -> Response:
    return Response(text, 200, {**A_DAY, "Content-Disposition": f'attachment; filename="{name}"'}, kind)
