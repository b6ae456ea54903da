"""All organisations of a tenant, read from where they are decided: nothing lags behind."""

from collections.abc import AsyncIterator, Sequence

from services.accounts.domain.organisation import Organisation
from services.accounts.handlers.nouns import ORGANISATION
from shared.bus.states import StateForm
from shared.mongo import Database, Document, IndexModel, aggregate, find_all

PAGE = 500
_FORM: StateForm[Organisation] = StateForm(ORGANISATION)


class MongoOrganisationsOfTenant:
    """Implements `OrganisationsOfTenant`."""

    def __init__(self, database: Database) -> None:
        self._organisations = database[ORGANISATION.collection]

    async def prepare(self) -> None:
        """Makes the index that holds all that a fingerprint is made of."""
        keys = [("tenant", 1), ("_id", 1), ("rev", 1)]
        await self._organisations.create_indexes([IndexModel(keys, name="of_tenant")])

    async def base(self, tenant_id: str) -> str:
        """How many there are, and how often they were saved in all: neither ever falls, each change raises one."""
        total: Document = {"_id": None, "count": {"$sum": 1}, "saves": {"$sum": "$rev"}}
        pipeline = [{"$match": {"tenant": tenant_id}}, {"$group": total}]
        found = await aggregate(self._organisations, pipeline)
        return f"{found[0]['count']}.{found[0]['saves']}" if found else "0.0"

    async def all(self, tenant_id: str) -> AsyncIterator[Sequence[Organisation]]:
        """As `OrganisationsOfTenant.all`."""
        last, page = "", [Document()]
        while page:
            query: Document = {"tenant": tenant_id, "_id": {"$gt": last}}
            page = await find_all(self._organisations, query, {"shape": 1, "state": 1}, sort=[("_id", 1)], limit=PAGE)
            if page:
                yield [_FORM.load(found["shape"], found["state"]) for found in page]
                last = page[-1]["_id"]
