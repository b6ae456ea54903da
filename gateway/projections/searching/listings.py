"""What of a listing is found by words, and how much each text counts."""

from collections.abc import Mapping
from typing import Any

from gateway.projections.exchange import VISIBLE
from shared.contracts.provinces import PROVINCES
from shared.contracts.sectors import SECTORS
from shared.contracts.values import Text
from shared.search.indexer import Indexed

WEIGHTS: Mapping[str, int] = {
    "title": 3,
    "keywords": 3,
    "summary": 2,
    "sector": 2,
    "owner": 2,
    "place": 1,
    "description": 1,
    "advantages": 1,
    "problem": 1,
    "equipment": 1,
}


def texts_of(row: Mapping[str, Any]) -> Mapping[str, str] | None:
    """The texts of a listing's row, in both languages; None for one that isn't there for everybody.

    Of a masked one the row holds nothing of its owner, and so does the index.
    """
    if "listing" not in row.get("v", {}) or row.get("visible") != VISIBLE:
        return None
    found = {
        **{name: _both(row.get(name)) for name in ("title", "summary", "description", "advantages", "problem")},
        "keywords": " . ".join(row.get("keywords") or ()),
        "sector": _named(SECTORS[row["sector"]].name, SECTORS[row["sector_top"]].name),
        "owner": (row.get("owner") or {}).get("name"),
        "place": " . ".join(filter(None, (_province(row.get("province")), row.get("place_detail")))),
        "equipment": " ".join(filter(None, ((row.get("equipment") or {}).get(n) for n in ("maker", "model")))),
    }
    return {name: text for name, text in found.items() if text}


def _both(words: Mapping[str, str] | None) -> str:
    return " . ".join(filter(None, (words or {}).values()))


def _named(*names: Text) -> str:
    return " . ".join(dict.fromkeys(part for name in names for part in (name.vi, name.en) if part))


def _province(code: str | None) -> str | None:
    return _named(PROVINCES[code]) if code is not None and code in PROVINCES else None


INDEXED = Indexed("listings", WEIGHTS, texts_of, facts=("visible",), version=1)
"""Kept by tenant; the fact is that by which a listing's row is shown (see the rules of the schema)."""
