"""One's own data."""

from dataclasses import asdict

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from services.accounts.domain.person import Person
from services.accounts.queries import own_person
from shared.bus.ports import AggregateStore
from shared.web.commands import Authenticate


def people_routes(authenticate: Authenticate, people: AggregateStore[Person]) -> APIRouter:
    """`GET /people/{person_id}`: name and mail address, for the person alone."""
    router = APIRouter(tags=["people"])

    @router.get("/people/{person_id}")
    async def person(request: Request, person_id: str) -> JSONResponse:
        """The person's own name and mail address; to anybody else nobody is there."""
        found = await own_person(person_id, await authenticate(request), people)
        return JSONResponse(asdict(found), headers={"Cache-Control": "no-store"})

    return router
