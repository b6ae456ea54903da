"""What is due, as the documents of the aggregates say it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shared.bus.mongo_aggregates import MongoStorage
from shared.bus.nouns import Noun
from shared.ids import derived_id
from shared.mongo import Database, Document, find_all

PAGE = 100
"""What is read, and sent, at once."""


@dataclass(frozen=True, slots=True)
class Due:
    """A timer of an aggregate whose time has come."""

    noun: str
    id: str
    timer: str
    at: datetime

    @property
    def command_id(self) -> str:
        """The id of the command that it makes: the same whoever sends it, and however often."""
        return derived_id(self.noun, self.id, self.timer, self.at.isoformat())


class DueAggregates:
    """Finds what is due among the aggregates of a service's database."""

    def __init__(self, database: Database, nouns: Sequence[Noun[Any]]) -> None:
        self._database, self._nouns = database, nouns
        self._states: Mapping[str, MongoStorage[Any]] = {noun.name: MongoStorage(database, noun) for noun in nouns}

    async def pages(self, until: datetime) -> AsyncIterator[Sequence[Due]]:
        """All that is due at an instant, noun by noun, oldest first."""
        for noun in self._nouns:
            last: Due | None = None
            while page := await self._page(noun, until, last):
                yield page
                last = page[-1]

    async def _page(self, noun: Noun[Any], until: datetime, last: Due | None) -> list[Due]:
        query: Document = {"due.at": {"$lte": until}}
        if last is not None:
            query["$or"] = [{"due.at": {"$gt": last.at}}, {"due.at": last.at, "_id": {"$gt": last.id}}]
        found = await find_all(
            self._database[noun.collection], query, {"due": 1}, sort=[("due.at", 1), ("_id", 1)], limit=PAGE
        )
        return [Due(noun.name, document["_id"], document["due"]["timer"], document["due"]["at"]) for document in found]

    async def state(self, due: Due) -> Any | None:  # noqa: ANN401 - any noun's
        """The aggregate's state, if it still has this timer."""
        known = await self._states[due.noun].find(due.id)
        if known is None or known.state is None:
            return None
        noun = next(n for n in self._nouns if n.name == due.noun)
        return known.state if any(t.name == due.timer for t in noun.timers(known.state)) else None
