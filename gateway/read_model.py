"""The read model that is current in this process, moved when the projector tells of another."""

from collections.abc import Callable
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
    """Where rows are read, and which index is searched."""

    def __init__(self, client: Client, indexes: Path, indexed: Indexed) -> None:
        self._client, self._indexes, self._indexed = client, indexes, indexed
        self._database: Database | None = None
        self._search: PartedIndex | None = None

    def take(self, database: Database) -> None:
        """Reads this one from now on; what is under way ends with the one before."""
        self._database, self._search = database, None

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

    async def find(self, text: str, most: int, within: Condition) -> list[str]:
        """See `Search`. Raises `Denied` while the index is being built."""
        found = self._asked(lambda index: index.search(text, most, within.alternatives))
        return [entry_id for entry_id, _ in found]

    async def unknown(self, text: str, within: Condition) -> list[str]:
        """See `Search`. Raises `Denied` while the index is being built."""
        return self._asked(lambda index: index.unknown(text, within.alternatives))

    def _asked(self, ask: Callable[[PartedIndex], T]) -> T:
        try:
            self._search = self._search or self._indexed.open(self._indexes / self.database.name)
            return ask(self._search)
        except (OSError, ValueError, IndexUnusable):  # not there yet, or just replaced by another's
            self._search = None
            raise Denied("search_unavailable", "Searching is not ready yet; try again soon.") from None
