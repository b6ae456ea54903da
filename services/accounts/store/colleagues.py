"""Who belongs together, by the lists of members."""

from collections.abc import Sequence

from services.accounts.domain.members import BELONG
from services.accounts.handlers.nouns import MEMBERS
from shared.contracts.accounts.values import Standing
from shared.mongo import Database, Document, IndexModel, find_all

MOST = 200
"""Organisations of one person that are looked at."""


class MongoColleagues:
    """Implements `Colleagues`."""

    def __init__(self, database: Database) -> None:
        self._members = database[MEMBERS.collection]

    async def prepare(self) -> None:
        """Makes the index by which a person's organisations are found."""
        await self._members.create_indexes([IndexModel([("state.members.person_id", 1)], name="by_person")])

    async def of(self, person_id: str) -> frozenset[str]:
        """As `Colleagues.of`."""
        belongs = {"person_id": person_id, "standing": {"$in": [standing.value for standing in BELONG]}}
        query: Document = {"state.members": {"$elemMatch": belongs}}
        lists = await find_all(self._members, query, {"state.members": 1}, limit=MOST)
        return frozenset(seen for found in lists for seen in _seen_in(found["state"]["members"], person_id))


def _seen_in(members: list[Document], person_id: str) -> set[str]:
    leads = any(m["person_id"] == person_id and m["standing"] == Standing.ADMIN.value for m in members)
    return {m["person_id"] for m in members if leads or Standing(m["standing"]) in BELONG}


class MongoMemberships:
    """Implements `Memberships`, by the same index."""

    def __init__(self, database: Database) -> None:
        self._members = database[MEMBERS.collection]

    async def of(self, person_id: str) -> Sequence[str]:
        """As `Memberships.of`."""
        lists = await find_all(
            self._members, {"state.members.person_id": person_id}, {"state.organisation_id": 1}, sort=[("_id", 1)]
        )
        return [found["state"]["organisation_id"] for found in lists]
