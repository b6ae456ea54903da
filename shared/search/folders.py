"""Where the indexes of the read models lie, and how far each has followed the projector."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from shared.search.schema import FORMAT, Weights

POSITION = "position.json"


class IndexFolder:
    """The folder of one read model's index: `<root>/<read model>`.

    The position lies within it, as the offset of the next message to follow, and only for this form of the texts.
    """

    def __init__(self, root: Path, read_model: str, weights: Weights, version: int) -> None:
        self.path = root / read_model
        self._form = [FORMAT, version, *sorted(weights.items())]

    @property
    def building(self) -> Path:
        """Where an index grows that nobody searches yet."""
        return self.path.with_suffix(".building")

    def position(self) -> int | None:
        """From where to follow; None when the index is to be built anew."""
        try:
            found = json.loads((self.path / POSITION).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        return int(found["offset"]) if found.get("form") == json.loads(json.dumps(self._form)) else None

    def store_position(self, offset: int, path: Path | None = None) -> None:
        """Stored after the commit of what it stands for: what comes again changes nothing."""
        file = (path or self.path) / POSITION
        written = file.with_suffix(".new")
        written.write_text(json.dumps({"offset": offset, "form": self._form}), encoding="utf-8")
        written.replace(file)

    def empty_building(self) -> Path:
        """An empty folder to build in."""
        shutil.rmtree(self.building, ignore_errors=True)
        self.building.mkdir(parents=True)
        return self.building

    def put_in_place(self) -> None:
        """What was built is the index from now on; those that search see it at their next search."""
        old = self.path.with_suffix(".old")
        shutil.rmtree(old, ignore_errors=True)
        if self.path.exists():
            self.path.rename(old)
        self.building.rename(self.path)
        shutil.rmtree(old, ignore_errors=True)


def drop_others(root: Path, read_models: Iterable[str]) -> list[str]:
    """Takes away the indexes of all read models but these, finished or not; returns the folders' names."""
    kept = set(read_models)
    gone = [p for p in sorted(root.iterdir()) if p.is_dir() and p.stem not in kept] if root.exists() else []
    for path in gone:
        shutil.rmtree(path, ignore_errors=True)
    return [path.name for path in gone]
