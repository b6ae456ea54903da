"""What people are called, for those who may know it; anybody else is as if not there."""

from collections.abc import Mapping, Sequence

from services.accounts.domain.person import Person
from services.accounts.ports import Colleagues, People, Vault
from services.accounts.queries.people import details_of_all
from shared.auth import Actor
from shared.contracts.accounts.roles import RoleName
from shared.contracts.places import Places
from shared.errors import Unauthenticated

MOST = 200


async def names(
    ids: Sequence[str], actor: Actor, people: People, vault: Vault, colleagues: Colleagues
) -> Mapping[str, str]:
    """The names by the ids that were asked for, where the actor may see them; an old id names who it became.

    A person sees the own name, those of the own organisations, and as organiser or secretary of the whole tenant
    everybody's there. Who has asked to stop the use of the own data is named to those alone who run what the person has
    entered. Raises `Unauthenticated`.
    """
    if not actor.signed_in:
        raise Unauthenticated
    if not actor.is_person or not ids:
        return {}
    now = _now(await people.by_ids(ids))
    asked = {id_: person for id_ in ids if (person := now.get(id_)) is not None and person.is_there}
    shown = await _shown(set(asked.values()), actor, colleagues)
    details = await details_of_all(list(shown), vault)
    return {id_: details[p.person_id].name for id_, p in asked.items() if p in shown and p.person_id in details}


def _now(found: Sequence[Person]) -> dict[str, Person]:
    """Who each id stands for by now: whoever has absorbed it comes last."""
    by_id = {person.person_id: person for person in found}
    return by_id | {old: person for person in found if person.is_there for old in person.absorbed}


async def _shown(found: set[Person], actor: Actor, colleagues: Colleagues) -> set[Person]:
    """Organisations are looked at only where nothing else lets the actor see somebody."""
    free = {p for p in found if p.person_id == actor.id or sees_all(actor, p.tenant_id)}
    rest = {p for p in found - free if p.tenant_id == actor.tenant_id and p.restricted_at is None}
    if not rest:
        return free
    beside = await colleagues.of(actor.id)
    return free | {p for p in rest if beside & {p.person_id, *p.absorbed}}


def sees_all(actor: Actor, tenant_id: str) -> bool:
    """Whether the actor may know what everybody of a tenant is called."""
    return actor.is_one_at(Places(tenant_id), RoleName.ORGANISER, RoleName.SECRETARY)
