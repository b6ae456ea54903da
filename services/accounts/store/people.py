"""People found by the key of their mail address."""

from collections.abc import AsyncIterator, Iterable, Sequence

from services.accounts.domain.person import Person
from services.accounts.handlers.nouns import PERSON
from shared.bus.states import StateForm
from shared.mongo import Database, Document, IndexModel, OperationFailure, each, find_all, run

COLLECTION = PERSON.collection
_FORM: StateForm[Person] = StateForm(PERSON)
_STATE = {"shape": 1, "state": 1}
_NO_INDEX, _NO_COLLECTION = 27, 26
PAGE = 200


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
        claims: Document = {"state.claimed_key": {"$gt": ""}}
        newest = [("state.claimed_key", 1), ("state.tenant_id", 1), ("state.claimed_at", -1), ("_id", 1)]
        await self._people.create_indexes(
            [
                IndexModel([("state.mail_key", 1)], name="one_mail", partialFilterExpression=left),
                IndexModel(newest, name="claims", partialFilterExpression=claims),
            ]
        )

    async def with_open_boxes(self) -> AsyncIterator[str]:
        """The ids of those whose names an older release kept in the open."""
        async for found in each(self._people, {"state.box": {"$type": "object"}}, {"_id": 1}):
            yield found["_id"]

    async def find(self, mail_key: str, tenant_id: str | None, most: int) -> Sequence[Person]:
        """As `PeopleByMail.find`."""
        at = {"state.tenant_id": tenant_id} if tenant_id else {}
        query: Document = {"$or": [{"state.mail_keys": mail_key, **at}, {"state.mail_key": mail_key, **at}]}
        found = map(_person, await find_all(self._people, query, _STATE, sort=[("_id", 1)]))
        return [one for one in found if mail_key in one.mail_keys][:most]

    async def claiming(self, mail_key: str, tenant_id: str, most: int) -> Sequence[Person]:
        """As `PeopleByMail.claiming`."""
        query: Document = {"state.claimed_key": mail_key, "state.tenant_id": tenant_id}
        newest = [("state.claimed_at", -1), ("_id", 1)]
        return [_person(one) for one in await find_all(self._people, query, _STATE, sort=newest, limit=most)]

    async def with_open_claims(self) -> AsyncIterator[str]:
        """The ids of those whose addresses an older release took for theirs, though nobody had shown it."""
        claims: Document = {"shape": {"$lt": PERSON.shape}, "state.mail_verified": {"$ne": True}}
        async for found in each(self._people, claims, {"_id": 1}):
            yield found["_id"]


class MongoPeople:
    """Implements `People`."""

    def __init__(self, database: Database) -> None:
        self._people = database[COLLECTION]

    async def prepare(self) -> None:
        """Makes the indexes by which old ids lead to who has absorbed them, and tenants to their people."""
        absorbed: Document = {"state.absorbed": {"$gt": ""}}
        await self._people.create_indexes(
            [
                IndexModel([("state.absorbed", 1)], name="absorbed", partialFilterExpression=absorbed),
                IndexModel([("state.tenant_id", 1), ("_id", 1)], name="of_tenant"),
            ]
        )

    async def by_ids(self, ids: Iterable[str]) -> Sequence[Person]:
        """As `People.by_ids`."""
        wanted = list(ids)
        query: Document = {"$or": [{"_id": {"$in": wanted}}, {"state.absorbed": {"$in": wanted}}]}
        return [_person(found) for found in await find_all(self._people, query, _STATE)]

    async def of_tenant(self, tenant_id: str) -> AsyncIterator[Sequence[Person]]:
        """As `People.of_tenant`."""
        last = ""
        while True:
            query: Document = {"state.tenant_id": tenant_id, "_id": {"$gt": last}}
            page = await find_all(self._people, query, _STATE, sort=[("_id", 1)], limit=PAGE)
            if page:
                yield [person for person in map(_person, page) if person.is_there]
            if len(page) < PAGE:
                return
            last = page[-1]["_id"]


def _person(found: Document) -> Person:
    return _FORM.load(found["shape"], found["state"])
