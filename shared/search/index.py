"""A full-text index in a folder: one process writes it, any number read it."""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tantivy import Index, Searcher

from shared.search.query import ANYWHERE, Typed, Within, within
from shared.search.ranking import Hit, ranked
from shared.search.schema import ID, Weights, document_of, schema

WRITER_BYTES = 20_000_000
GONE = (0, 0)


class IndexUnusable(Exception):
    """What lies in the folder is no index of today's form; build it anew in an empty folder."""


class IndexWriter:
    """The one writer. What it was given is found after `commit`, and only then survives a crash."""

    def __init__(self, index: Index, weights: Weights) -> None:
        """Raises `ValueError` when another process is writing."""
        self._writer: Any = index.writer(WRITER_BYTES, 1)
        self._weights = weights

    def put(self, id_: str, texts: Mapping[str, str], facts: Mapping[str, str] | None = None) -> None:
        """The document of this id has these texts from now on, instead of any before; `facts` are what a search can
        be kept `Within`."""
        self.delete(id_)
        self._writer.add_document(document_of(id_, texts, self._weights, facts or {}))

    def delete(self, id_: str) -> None:
        """No document has this id from now on."""
        self._writer.delete_documents_by_term(ID, id_)

    def commit(self) -> None:
        """Everything so far is on disk and can be found."""
        self._writer.commit()

    def close(self) -> None:
        """Waits for merges and lets another writer in; what was not committed is forgotten."""
        self._writer.wait_merging_threads()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()


class SearchIndex:
    """Searches a folder's index as it was last committed, by whichever process."""

    def __init__(self, index: Index, folder: Path, weights: Weights) -> None:
        self._index, self._meta, self._weights = index, folder / "meta.json", weights
        self._seen = self._version()

    @classmethod
    def open(cls, folder: Path, weights: Weights, *, create: bool = False) -> Self:
        """The index in the folder; with `create` an empty one where there is none.

        Raises `FileNotFoundError` where there is none, `IndexUnusable` for one of another form.
        """
        if not (folder / "meta.json").exists():
            if not create:
                raise FileNotFoundError(folder)
            folder.mkdir(parents=True, exist_ok=True)
        try:
            return cls(Index(schema(), str(folder)), folder, weights)
        except ValueError as error:
            raise IndexUnusable(str(folder)) from error

    def writer(self) -> IndexWriter:
        """Begins writing; raises `ValueError` while another process writes."""
        return IndexWriter(self._index, self._weights)

    def count(self) -> int:
        """How many documents it holds."""
        return int(self.searcher().num_docs)

    def search(self, text: str, limit: int, allowed: Within = ANYWHERE) -> list[Hit]:
        """The ids of what fits, best first, with scores that compare within one answer only.

        Marks that were not typed are not asked for; any text is a question, none is an error. Where nothing has the
        words as typed, what has similar ones is found. Which words are known is asked of what is `allowed` alone.
        """
        return ranked(Typed.read(text), [(self.searcher(), within(allowed))], limit)

    def searcher(self) -> Searcher:
        """What was committed last: after a commit the folder's list of parts is another file."""
        if (now := self._version()) not in (self._seen, GONE):
            self._index.reload()
            self._seen = now
        return self._index.searcher()

    def _version(self) -> tuple[int, int]:
        try:
            stat = self._meta.stat()
        except FileNotFoundError:
            return GONE
        return (stat.st_mtime_ns, stat.st_ino)
