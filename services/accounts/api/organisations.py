"""Organisations: the likely twin of the one that somebody types."""

from dataclasses import asdict
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from services.accounts.handlers.limits import Limit, Limits
from services.accounts.ports import KnownOrganisations
from services.accounts.queries.twins import Typed, twins_for
from shared.contracts.values import Id
from shared.web.arrival import arrival_of
from shared.web.commands import Authenticate

TYPING = Limit(300, timedelta(minutes=1))
"""Questions of one person: five in a second, as somebody types."""


def organisation_routes(authenticate: Authenticate, known: KnownOrganisations, limits: Limits) -> APIRouter:
    """`GET /organisations/twins`."""
    router = APIRouter(tags=["organisations"])

    @router.get("/organisations/twins")
    async def twins(
        request: Request,
        tenant_id: Id,
        name: Annotated[str, Query(max_length=200)] = "",
        website: Annotated[str, Query(max_length=300)] = "",
        tax_code: Annotated[str, Query(max_length=40)] = "",
    ) -> JSONResponse:
        """`{twins: [{organisation_id, name, website, location, verified, reasons}]}`, three at most, the likeliest
        first; for people of the tenant. Leave a tax code of twelve digits away: it is a person's, and finds nobody."""
        actor = await authenticate(request)
        if actor.is_person:
            await limits.spend([(f"twins:{actor.id}", TYPING)], arrival_of(request).at)
        found = await twins_for(actor, Typed(tenant_id, name, website, tax_code), known)
        return JSONResponse({"twins": [asdict(each) for each in found]}, headers={"Cache-Control": "no-store"})

    return router
