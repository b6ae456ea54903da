"""People found by the key of their mail address."""

from collections.abc import AsyncIterator, Sequence

from services.accounts.domain.person import Person
from services.accounts.handlers.nouns import PERSON
from shared.bus.states import StateForm
from shared.mongo import Database, Document, IndexModel, OperationFailure, each, find_all, run

COLLECTION = PERSON.collection
_FORM: StateForm[Person] = StateForm(PERSON)
_NO_INDEX, _NO_COLLECTION = 27, 26


class MongoPeopleByMail:
    """Implements `PeopleByMail` on the unique index over keys and tenant; one question, whether found or not."""

    def __init__(self, database: Database) -> None:
        self._database, self._people = database, database[COLLECTION]

    async def prepare(self) -> None:
        """Takes away what held shape 1 apart by its one address, and finds those that are left of it."""
        try:
            await run(self._database, {"dropIndexes": COLLECTION, "index": "mail"})
        except OperationFailure as error:
            if error.code not in (_NO_INDEX, _NO_COLLECTION):
                raise
        left: Document = {"state.mail_key": {"$gt": ""}}
        await self._people.create_indexes(
            [IndexModel([("state.mail_key", 1)], name="one_mail", partialFilterExpression=left)]
        )

    async def with_open_boxes(self) -> AsyncIterator[str]:
        """The ids of those whose names an older release kept in the open."""
        async for found in each(self._people, {"state.box": {"$type": "object"}}, {"_id": 1}):
            yield found["_id"]

    async def find(self, mail_key: str, tenant_id: str | None, most: int) -> Sequence[Person]:
        """As `PeopleByMail.find`."""
        at = {"state.tenant_id": tenant_id} if tenant_id else {}
        query: Document = {"$or": [{"state.mail_keys": mail_key, **at}, {"state.mail_key": mail_key, **at}]}
        found = await find_all(self._people, query, {"shape": 1, "state": 1}, sort=[("_id", 1)], limit=most)
        return [_FORM.load(one["shape"], one["state"]) for one in found]
