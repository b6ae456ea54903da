"""People found by the key of their mail address."""

from services.accounts.domain.person import Person
from shared.bus.ports import AggregateStore
from shared.mongo import Database, find_all

COLLECTION = "people"


class MongoPeopleByMail:
    """Implements `PeopleByMail` on the unique index over key and tenant."""

    def __init__(self, database: Database, people: AggregateStore[Person]) -> None:
        self._collection, self._people = database[COLLECTION], people

    async def find(self, mail_key: str, tenant_id: str | None) -> Person | None:
        """As `PeopleByMail.find`."""
        query = {"state.mail_key": mail_key, **({"state.tenant_id": tenant_id} if tenant_id else {})}
        ids = await find_all(self._collection, query, {"_id": 1}, sort=[("_id", 1)], limit=1)
        found = await self._people.read(ids[0]["_id"]) if ids else None
        return found.state if found else None
