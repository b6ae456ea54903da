"""Printed codes, found among their batches."""

from shared.mongo import Database, IndexModel

COLLECTION = "code_batches"


class MongoCodes:
    """Implements `Codes` on an index over the keyed hashes of all codes that hold."""

    def __init__(self, database: Database) -> None:
        self._batches = database[COLLECTION]

    async def prepare(self) -> None:
        """Makes the index."""
        await self._batches.create_indexes([IndexModel([("state.code_keys", 1)], name="code_keys")])

    async def find(self, code_key: str) -> tuple[str, int] | None:
        """As `Codes.find`."""
        found = await self._batches.find_one({"state.code_keys": code_key}, {"state.code_keys": 1})
        return (found["_id"], found["state"]["code_keys"].index(code_key)) if found else None
