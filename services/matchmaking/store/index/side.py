"""The index of one side of one tenant."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tantivy import Index, Query, Searcher

from services.matchmaking.domain.algorithms.wording import Rarity
from services.matchmaking.ports import Entry
from services.matchmaking.store.index.asking import question
from services.matchmaking.store.index.cards import CARD, document, read, schema
from services.matchmaking.store.index.rarity import CountedRarity
from shared.search.schema import ID

WRITER_BYTES = 20_000_000


class SideIndex:
    """A folder's index, which this process alone writes."""

    def __init__(self, folder: Path) -> None:
        """Makes it where there is none. Raises `ValueError` for one of another form, or that another process writes."""
        folder.mkdir(parents=True, exist_ok=True)
        self._index = Index(schema(), str(folder))
        self._writer: Any = self._index.writer(WRITER_BYTES, 1)
        self._searcher: Searcher = self._index.searcher()
        self._rarity = CountedRarity().over(self._searcher)
        self._changed = False

    @property
    def rarity(self) -> Rarity:
        """Of the words of its texts."""
        return self._rarity

    def put(self, entry: Entry, texts: Mapping[str, str]) -> None:
        """See `ListingIndex`."""
        self.delete(entry.facts.listing_id)
        self._writer.add_document(document(entry, texts))

    def delete(self, listing_id: str) -> None:
        """See `ListingIndex`."""
        self._writer.delete_documents_by_term(ID, listing_id)
        self._changed = True

    def commit(self) -> None:
        """See `ListingIndex`."""
        if self._changed:
            self._writer.commit()
            self._index.reload()
            self._searcher, self._changed = self._index.searcher(), False
            self._rarity.over(self._searcher)

    def known(self, listing_id: str) -> Entry | None:
        """See `ListingIndex`."""
        found = self._found(Query.term_query(schema(), ID, listing_id, "basic"), 1)
        return found[0] if found else None

    def candidates(self, entry: Entry, most: int) -> Sequence[Entry]:
        """See `ListingIndex`."""
        return self._found(question(entry, self._rarity), most)

    def _found(self, query: Query, most: int) -> list[Entry]:
        hits = self._searcher.search(query, most, count=False).hits
        return [read(bytes(self._searcher.doc(address)[CARD][0])) for _, address in hits]

    def close(self) -> None:
        """Lets another writer in; what was not committed is forgotten."""
        self._writer.wait_merging_threads()
