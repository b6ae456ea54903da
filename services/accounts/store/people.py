"""People found by the key of their mail address."""

from collections.abc import Sequence

from pydantic import TypeAdapter

from services.accounts.domain.person import Person
from shared.mongo import Database, find_all

COLLECTION = "people"
_PERSON: TypeAdapter[Person] = TypeAdapter(Person)


class MongoPeopleByMail:
    """Implements `PeopleByMail` on the unique index over key and tenant; one question, whether found or not."""

    def __init__(self, database: Database) -> None:
        self._people = database[COLLECTION]

    async def find(self, mail_key: str, tenant_id: str | None, most: int) -> Sequence[Person]:
        """As `PeopleByMail.find`."""
        query = {"state.mail_key": mail_key, **({"state.tenant_id": tenant_id} if tenant_id else {})}
        found = await find_all(self._people, query, {"state": 1}, sort=[("_id", 1)], limit=most)
        return [_PERSON.validate_python(one["state"]) for one in found]
