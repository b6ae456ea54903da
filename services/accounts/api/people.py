"""One's own data."""

from dataclasses import asdict

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from services.accounts.domain.person import Person
from services.accounts.ports import Vault
from services.accounts.queries import own_person
from shared.bus.ports import AggregateStore
from shared.web.commands import Authenticate


def people_routes(authenticate: Authenticate, people: AggregateStore[Person], vault: Vault) -> APIRouter:
    """`GET /people/{person_id}`: name, mail address and phone, for the person alone."""
    router = APIRouter(tags=["people"])

    @router.get("/people/{person_id}")
    async def person(request: Request, person_id: str) -> JSONResponse:
        """The person's own name, mail address and phone; to anybody else nobody is there."""
        found = await own_person(person_id, await authenticate(request), people, vault)
        return JSONResponse(asdict(found), headers={"Cache-Control": "no-store"})

    return router
