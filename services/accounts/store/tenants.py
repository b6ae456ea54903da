"""The tenant, where there is just one."""

from shared.mongo import Database, find_all

COLLECTION = "tenants"


class MongoTenants:
    """Asks the database each time: a tenant more is known at once."""

    def __init__(self, database: Database) -> None:
        self._tenants = database[COLLECTION]

    async def only(self) -> str | None:
        """The id of the only tenant; None where there is none, or more than one."""
        found = await find_all(self._tenants, {}, {"_id": 1}, limit=2)
        return str(found[0]["_id"]) if len(found) == 1 else None
