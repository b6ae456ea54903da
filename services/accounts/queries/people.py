"""What is asked of accounts, because no event may carry it."""

from dataclasses import dataclass

from services.accounts.domain.person import Person
from shared.auth import Actor
from shared.bus.ports import AggregateStore
from shared.errors import NotFound, Unauthenticated


@dataclass(frozen=True, slots=True)
class OwnPerson:
    """A person's own name and mail address."""

    person_id: str
    tenant_id: str
    name: str
    mail: str


async def own_person(person_id: str, actor: Actor, people: AggregateStore[Person]) -> OwnPerson:
    """The person, for the person alone; anybody else learns nothing. Raises `NotFound` or `Unauthenticated`."""
    if not actor.signed_in:
        raise Unauthenticated
    found = await people.read(person_id) if actor.is_person and actor.id == person_id else None
    if found is None or found.state.box is None:
        raise NotFound
    box = found.state.box
    return OwnPerson(person_id, found.state.tenant_id, box.name, box.mail)
