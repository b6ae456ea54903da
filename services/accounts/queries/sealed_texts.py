"""Keys for the services that seal and open people's texts, and opened texts for the gateway."""

from collections.abc import Mapping, Sequence

from services.accounts.domain.person import Person
from services.accounts.ports import People, SealedText, Vault
from shared.auth import Actor
from shared.errors import Forbidden, Unauthenticated

SCOPE = "vault:keys"
OWN = "person."
"""Purposes of accounts itself begin so: nobody else opens them."""
MOST = 100


async def keys_for_service(
    service: Actor, viewer: Actor | None, ids: Sequence[str], sealing: bool, people: People, vault: Vault
) -> Mapping[str, bytes]:
    """The keys of people; for a viewer only those of the viewer's own tenant.

    Raises `Unauthenticated`, or `Forbidden` for who is no service with the scope.
    """
    if not service.signed_in:
        raise Unauthenticated
    if not service.is_service or not service.has_scope(SCOPE):
        raise Forbidden
    there = await _there(ids, viewer, people)
    if sealing:
        return {p.person_id: await vault.key_to_seal(p.person_id) for p in there}
    return await vault.keys([p.person_id for p in there])


async def opened_for(viewer: Actor, texts: Sequence[SealedText], people: People, vault: Vault) -> list[str | None]:
    """The texts in their order, of people of the viewer's tenant; what the gateway's rules let pass is asked for.

    Raises `Unauthenticated`, or `Forbidden` for who is no person.
    """
    if not viewer.signed_in:
        raise Unauthenticated
    if not viewer.is_person:
        raise Forbidden
    there = {p.person_id for p in await _there([t.person_id for t in texts], viewer, people)}
    may = [t for t in texts if t.person_id in there and not t.purpose.startswith(OWN)]
    opened = dict(zip(may, await vault.open_many(may), strict=True))
    return [opened.get(text) for text in texts]


async def _there(ids: Sequence[str], viewer: Actor | None, people: People) -> list[Person]:
    """Who isn't erased. Who has become another keeps a key, under which older texts are sealed."""
    wanted = set(ids)
    found = [p for p in await people.by_ids(wanted) if p.person_id in wanted and not p.erased] if wanted else []
    return [p for p in found if viewer is None or viewer.tenant_id == p.tenant_id]
