"""The read model that is current in this process, moved when the projector tells of another."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from gateway.graph.conditions import Condition
from gateway.graph.errors import Denied
from gateway.graph.reading import MongoRows
from shared.bus.projected import News
from shared.errors import Unavailable
from shared.mongo import Client, Database
from shared.search.index import IndexUnusable
from shared.search.indexer import Indexed
from shared.search.parts import PartedIndex

T = TypeVar("T")


class ReadModel:
    """Where rows are read, and which indexes are searched."""

    def __init__(self, client: Client, indexes: Path, searched: Mapping[str, Indexed]) -> None:
        """`searched` are the collections that have an index, each in a folder of its name."""
        self._client, self._indexes, self._searched = client, indexes, searched
        self._database: Database | None = None
        self._open: dict[str, PartedIndex] = {}

    def take(self, database: Database) -> None:
        """Reads this one from now on; what is under way ends with the one before."""
        self._database, self._open = database, {}

    def hear(self, news: News) -> None:
        """Follows the projector's pointer."""
        if news.swap:
            self.take(self._client.get_database(news.database))

    @property
    def database(self) -> Database:
        """The current one. Raises `Unavailable` as long as none was ever built."""
        if self._database is None:
            raise Unavailable
        return self._database

    def rows(self) -> MongoRows:
        """Its rows."""
        return MongoRows(self.database)

    async def find(self, collection: str, text: str, most: int, within: Condition) -> list[str]:
        """See `Search`. Raises `Denied` while the index is being built."""
        found = self._asked(collection, lambda index: index.search(text, most, within.alternatives))
        return [row_id for row_id, _ in found]

    async def unknown(self, collection: str, text: str, within: Condition) -> list[str]:
        """See `Search`. Raises `Denied` while the index is being built."""
        return self._asked(collection, lambda index: index.unknown(text, within.alternatives))

    def _asked(self, collection: str, ask: Callable[[PartedIndex], T]) -> T:
        try:
            if collection not in self._open:
                folder = self._indexes / collection / self.database.name
                self._open[collection] = self._searched[collection].open(folder)
            return ask(self._open[collection])
        except (OSError, ValueError, IndexUnusable):  # not there yet, or just replaced by another's
            self._open.pop(collection, None)
            raise Denied("search_unavailable", "Searching is not ready yet; try again soon.") from None
