"""What is asked of accounts, because no event may carry it."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.accounts.domain.person import Person
from services.accounts.domain.sealed import DETAILS, Details, read_details
from services.accounts.ports import SealedText, Vault
from shared.auth import Actor
from shared.bus.ports import AggregateStore
from shared.errors import NotFound, Unauthenticated


@dataclass(frozen=True, slots=True)
class OwnPerson:
    """What accounts knows of a person, as the person reads it."""

    person_id: str
    tenant_id: str
    name: str
    mail: str
    phone: str | None
    language: str
    mail_verified: bool


async def own_person(person_id: str, actor: Actor, people: AggregateStore[Person], vault: Vault) -> OwnPerson:
    """The person, for the person alone; anybody else learns nothing. Raises `NotFound` or `Unauthenticated`."""
    if not actor.signed_in:
        raise Unauthenticated
    found = await people.read(person_id) if actor.is_person and actor.id == person_id else None
    details = await details_of(found.state, vault) if found else None
    if found is None or details is None:
        raise NotFound
    state = found.state
    return OwnPerson(
        person_id, state.tenant_id, details.name, details.mail, details.phone, state.language, state.mail_verified
    )


async def details_of(person: Person, vault: Vault) -> Details | None:
    """What the person is called and where reached; None once that is erased."""
    return (await details_of_all([person], vault)).get(person.person_id)


async def details_of_all(people: Sequence[Person], vault: Vault) -> dict[str, Details]:
    """The same of many, by one read of keys; who is erased is missing."""
    sealed = [SealedText(p.person_id, DETAILS, p.details) for p in people if p.details is not None]
    texts = await vault.open_many(sealed) if sealed else []
    opened = {s.person_id: read_details(t) for s, t in zip(sealed, texts, strict=True) if t is not None}
    return opened | {p.person_id: Details(p.box.name, p.box.mail) for p in people if p.box is not None}
