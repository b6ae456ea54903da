"""A person's tokens."""

from collections.abc import Sequence

from services.accounts.handlers.nouns import PERSONAL_TOKEN
from services.accounts.ports import HeldToken
from shared.mongo import Database, IndexModel, find_all


class MongoTokensOfPerson:
    """Implements `TokensOfPerson`."""

    def __init__(self, database: Database) -> None:
        self._tokens = database[PERSONAL_TOKEN.collection]

    async def prepare(self) -> None:
        """Makes the index by which a person's tokens are found."""
        await self._tokens.create_indexes([IndexModel([("state.person_id", 1)], name="by_person")])

    async def of(self, person_id: str) -> Sequence[HeldToken]:
        """As `TokensOfPerson.of`."""
        found = await find_all(
            self._tokens, {"state.person_id": person_id, "state.revoked": False}, {"state.slot": 1}, sort=[("_id", 1)]
        )
        return [HeldToken(one["_id"], one["state"].get("slot")) for one in found]
