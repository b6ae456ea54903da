"""An account that somebody has just shown to be theirs too: what they read of it before the two become one."""

from dataclasses import dataclass

from services.accounts.domain.roles import roles_id
from services.accounts.ports import Needs, Session
from services.accounts.queries.people import details_of
from shared.contracts.accounts.roles import Role
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class ProvenAccount:
    """The account that is to go, as its person reads it."""

    person_id: str
    tenant_id: str
    name: str
    mail: str
    roles: tuple[Role, ...]


async def proven_account(person_id: str, own: Session, needs: Needs) -> ProvenAccount:
    """For who has shown within some minutes that it is theirs; to anybody else nobody is there. Raises `NotFound`."""
    if not await needs.is_proven(own.person_id, person_id):
        raise NotFound
    found = await needs.people.read(person_id)
    details = await details_of(found.state, needs.vault) if found and found.state.is_there else None
    if found is None or details is None:
        raise NotFound
    held = await needs.roles.read(roles_id(person_id))
    roles = held.state.roles if held else ()
    return ProvenAccount(person_id, found.state.tenant_id, details.name, details.mail, roles)
