"""Many people at once, and who belongs together, over memory."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence

from services.accounts.domain.person import Person
from tests.fakes.memory_aggregates import MemoryAggregates


class MemoryPeople:
    """Implements `People`."""

    def __init__(self, people: MemoryAggregates[Person]) -> None:
        self._people = people
        self.reads = 0

    async def by_ids(self, ids: Iterable[str]) -> Sequence[Person]:
        self.reads += 1
        wanted = set(ids)
        return [p for p in self._all() if wanted & {p.person_id, *p.absorbed}]

    async def of_tenant(self, tenant_id: str) -> AsyncIterator[Sequence[Person]]:
        self.reads += 1
        for person in self._all():
            if person.tenant_id == tenant_id and person.is_there:
                yield [person]

    def _all(self) -> list[Person]:
        return [known.state for known in self._people.shelf.known.values() if known.state is not None]


class MemoryColleagues:
    """Implements `Colleagues`: who sees whom is said."""

    def __init__(self, seen: Mapping[str, Iterable[str]] | None = None) -> None:
        self.seen = {who: frozenset(whom) for who, whom in (seen or {}).items()}
        self.asked = 0

    async def of(self, person_id: str) -> frozenset[str]:
        self.asked += 1
        return self.seen.get(person_id, frozenset())
