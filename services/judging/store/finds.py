"""Finding the aggregates of one kind by what they belong to."""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

from shared.bus.nouns import Noun
from shared.bus.ports import Stored
from shared.bus.states import StateForm
from shared.mongo import Database, IndexModel, find_all, read_by_majority

S = TypeVar("S")


class MongoFinds(Generic[S]):
    """Implements `Finds`; reads by majority, so that nothing is counted that could be rolled back."""

    def __init__(self, database: Database, noun: Noun[S]) -> None:
        self._collection, self._form = read_by_majority(database[noun.collection]), StateForm(noun)

    async def where(self, **values: str) -> Sequence[Stored[S]]:
        """As `Finds.where`."""
        query = {f"state.{name}": value for name, value in values.items()}
        wanted = {"seq": 1, "shape": 1, "state": 1}
        found = await find_all(self._collection, query, wanted, sort=[("_id", 1)])
        return [Stored(one["_id"], one["seq"], self._form.load(one["shape"], one["state"])) for one in found]


async def prepare_finds(database: Database, nouns: Sequence[Noun[Any]], found_by: Mapping[str, Sequence[str]]) -> None:
    """Makes the indexes that aggregates are found by."""
    for noun in nouns:
        indexes = [IndexModel([(f"state.{name}", 1)], name=f"of_{name}") for name in found_by.get(noun.name, ())]
        if indexes:
            await database[noun.collection].create_indexes(indexes)
