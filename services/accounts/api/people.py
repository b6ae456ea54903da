"""What accounts alone can answer about people. Nothing of it may be kept by whoever passes it on."""

from dataclasses import asdict, dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field

from services.accounts.domain.person import Person
from services.accounts.ports import Colleagues, People, Vault
from services.accounts.queries import own_person
from services.accounts.queries.names import MOST, names
from services.accounts.queries.own_data import OwnDataReads, own_data
from services.accounts.queries.search import PeopleSearch
from shared.bus.ports import AggregateStore
from shared.contracts.accounts.events import PersonErased
from shared.contracts.values import Id, Line, Value
from shared.web.commands import Authenticate, read_body

PRIVATE = {"Cache-Control": "no-store"}


class NamesAsked(Value):
    """Whose names are asked for."""

    ids: Annotated[tuple[Id, ...], Field(max_length=MOST)]
    """People's ids."""


class PeopleSought(Value):
    """Who is looked for; in a body, as no name stands in an address."""

    tenant_id: Id
    """Where."""
    search: Annotated[Line, Field(max_length=200)] = ""
    """Parts of a name, mail address or phone number; everybody where it is empty."""
    first: Annotated[int, Field(ge=1, le=200)] = 50
    """How many at once."""
    after: Id | None = None
    """Whom the page before ended with."""


@dataclass(frozen=True, slots=True)
class PeopleReads:
    """What these routes are joined from."""

    one: AggregateStore[Person]
    many: People
    vault: Vault
    colleagues: Colleagues
    search: PeopleSearch
    own: OwnDataReads

    def forget(self, erased: PersonErased) -> None:
        """Drops from memory what is known of who is erased."""
        self.vault.forget((erased.person_id, *erased.merged))
        self.search.forget()


def people_routes(authenticate: Authenticate, reads: PeopleReads) -> APIRouter:
    """`GET /people/{person_id}`, `GET /people/{person_id}/data`, `POST /people/names` and `POST /people/search`."""
    router = APIRouter(tags=["people"])

    @router.get("/people/{person_id}")
    async def person(request: Request, person_id: str) -> JSONResponse:
        """The person's own name, mail address and phone; to anybody else nobody is there."""
        return _private(asdict(await own_person(person_id, await authenticate(request), reads.one, reads.vault)))

    @router.get("/people/{person_id}/data")
    async def data(request: Request, person_id: str) -> JSONResponse:
        """All that accounts holds of the person, who asks in person; a program is refused."""
        return _private(await own_data(person_id, await authenticate(request), reads.own))

    @router.post("/people/names")
    async def named(request: Request) -> JSONResponse:
        """`{ids}`, 200 at most → `{id: {name}}` for those whose name the caller may see; the others are not in it."""
        actor = await authenticate(request)
        asked = read_body(NamesAsked, await request.body())
        found = await names(asked.ids, actor, reads.many, reads.vault, reads.colleagues)
        return _private({person_id: {"name": name} for person_id, name in found.items()})

    @router.post("/people/search")
    async def search(request: Request) -> JSONResponse:
        """`{tenant_id, search?, first?, after?}` → `{people: [{person_id, name, mail, phone}], total, after}`, in
        order of names; for organisers of the whole tenant."""
        actor = await authenticate(request)
        asked = read_body(PeopleSought, await request.body())
        page = await reads.search.find(actor, asked.tenant_id, asked.search, asked.first, asked.after)
        return _private(asdict(page))

    return router


def _private(answer: dict[str, Any]) -> JSONResponse:
    return JSONResponse(answer, headers=PRIVATE)
