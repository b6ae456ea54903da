"""An index in parts, one folder for each tenant: nothing of one tenant's texts is learned from another's answers."""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from shared.search.index import IndexUnusable, IndexWriter, SearchIndex
from shared.search.query import ANYWHERE, Typed, Within, within
from shared.search.ranking import Hit, Part, ranked, unknown
from shared.search.schema import Weights


class PartedIndex:
    """Searches the parts that there are now, each opened once."""

    def __init__(self, folder: Path, weights: Weights, by: str) -> None:
        """`by` is the fact whose value names a part. Raises `FileNotFoundError` where nothing was built yet."""
        if not folder.is_dir():
            raise FileNotFoundError(folder)
        self._folder, self._weights, self._by = folder, weights, by
        self._open: dict[str, SearchIndex] = {}

    def search(self, text: str, limit: int, allowed: Within = ANYWHERE) -> list[Hit]:
        """See `SearchIndex.search`; a part in which nothing is allowed has no say in the answer.

        Raises `FileNotFoundError` or `IndexUnusable` where a part was just replaced by another.
        """
        return ranked(Typed.read(text), self._parts(allowed), limit)

    def unknown(self, text: str, allowed: Within = ANYWHERE) -> list[str]:
        """The words of a text that nothing which is allowed has, so that similar ones are found instead.

        Raises as `search` does.
        """
        return unknown(Typed.read(text), self._parts(allowed))

    def _parts(self, allowed: Within) -> list[Part]:
        names = (name for name in part_names(self._folder) if (self._folder / name / "meta.json").exists())
        return [found for name in names if (found := self._part(name, allowed)) is not None]

    def _part(self, name: str, allowed: Within) -> Part | None:
        here = [_without(one, self._by) for one in allowed if one.get(self._by, name) == name]
        return (self._index(name).searcher(), within(here)) if here else None

    def _index(self, name: str) -> SearchIndex:
        if name not in self._open:
            self._open[name] = SearchIndex.open(self._folder / name, self._weights)
        return self._open[name]


class PartedWriter:
    """The one writer of all parts; it opens a part with its first document."""

    def __init__(self, folder: Path, weights: Weights) -> None:
        self._folder, self._weights = folder, weights
        self._writers: dict[str, IndexWriter] = {}

    def part(self, name: str) -> IndexWriter:
        """The writer of one part. Raises `ValueError` when another process is writing it."""
        if name not in self._writers:
            self._writers[name] = SearchIndex.open(self._folder / name, self._weights, create=True).writer()
        return self._writers[name]

    def commit(self) -> None:
        """Everything so far is on disk and can be found."""
        for writer in self._writers.values():
            writer.commit()

    def close(self) -> None:
        """Lets another writer in; what was not committed is forgotten."""
        for writer in self._writers.values():
            writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()


def part_names(folder: Path) -> list[str]:
    """The parts that lie in a folder, one that is just being made among them."""
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def are_usable(folder: Path, weights: Weights) -> bool:
    """Whether every part that lies there can be searched."""
    try:
        for name in part_names(folder):
            SearchIndex.open(folder / name, weights)
    except (FileNotFoundError, IndexUnusable):
        return False
    return True


def _without(facts: Mapping[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in facts.items() if key != name}
