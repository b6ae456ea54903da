"""Where the built files of the pages are found."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "build" / "static"
MANIFEST = "manifest.json"
URL = "/static"


class AssetsMissing(Exception):
    """Nobody has built the pages' files: `python -m gateway.web.assets` does."""


@dataclass(frozen=True, slots=True)
class Assets:
    """The built files: a plain name's address holds a hash of its content, so that it may be kept for ever."""

    folder: Path
    names: Mapping[str, str]

    def url(self, name: str) -> str:
        """The address of a file by its plain name."""
        return f"{URL}/{self.names[name]}"


def read_assets(folder: Path = BUILT) -> Assets:
    """What was built. Raises `AssetsMissing`."""
    try:
        names = json.loads((folder / MANIFEST).read_text())
    except FileNotFoundError:
        raise AssetsMissing("run `python -m gateway.web.assets`") from None
    return Assets(folder, names)
