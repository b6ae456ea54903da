"""Organisations found by the keys that likely twins have in common."""

from collections.abc import Sequence

from services.accounts.handlers.twins import COLLECTION, row
from services.accounts.ports import KnownOrganisation
from shared.bus.projection import Projection, Row
from shared.mongo import Database, IndexModel, each, find_all

FACTS = ("name", "legal_name", "website", "tax_code", "location", "verified")
ROWS_AT_ONCE = 1_000
_ALL_FORMS = "organisation_keys_"


class MongoKnownOrganisations:
    """Implements `KnownOrganisations` on the rows that accounts keeps of what it tells, by one index."""

    def __init__(self, database: Database) -> None:
        self._database, self._rows = database, database[COLLECTION]

    async def prepare(self) -> None:
        """Makes the index."""
        await self._rows.create_indexes([IndexModel([("tenant_id", 1), ("keys", 1)], name="keys")])

    async def having(self, tenant_id: str, keys: Sequence[str], most: int) -> Sequence[KnownOrganisation]:
        """As `KnownOrganisations.having`."""
        query = {"tenant_id": tenant_id, "keys": {"$in": list(keys)}}
        found = await find_all(self._rows, query, dict.fromkeys(FACTS, 1), limit=most) if keys else []
        return [KnownOrganisation(row_["_id"], *(row_[name] for name in FACTS)) for row_ in found]

    async def fill(self) -> int:
        """Makes the rows that are missing, all where their form has changed; says how many. Run it before hearing.

        What is heard at the same time isn't overwritten: a row is guarded by its seq.
        """
        kept = {found["_id"] async for found in each(self._rows, {}, {"_id": 1})}
        projection, missing, made = Projection(self._database), list[Row](), 0
        async for found in each(self._database["organisations"], {}, {"seq": 1, "state": 1}):
            if found["_id"] not in kept:
                missing.append(row(found["_id"], found["seq"], found["state"]))
            if len(missing) >= ROWS_AT_ONCE:
                made += len(missing)
                await projection.write(missing)
                missing = []
        await projection.write(missing)
        await self._drop_other_forms()
        return made + len(missing)

    async def _drop_other_forms(self) -> None:
        for name in await self._database.list_collection_names():
            if name.startswith(_ALL_FORMS) and name != COLLECTION:
                await self._database[name].drop()
