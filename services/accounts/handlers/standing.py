"""Who an id stands for by now: of accounts that were joined one after the other, the one that is left."""

from services.accounts.domain.person import Person
from services.accounts.ports import Needs


async def standing(person_id: str, needs: Needs) -> Person | None:
    """The person, or who they have become; None for who never was."""
    known: set[str] = set()
    found = await needs.people.read(person_id)
    while found and found.state.into_id and found.state.person_id not in known:
        known.add(found.state.person_id)
        found = await needs.people.read(found.state.into_id)
    return found.state if found else None
