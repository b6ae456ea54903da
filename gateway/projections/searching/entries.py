"""What of an entry is found by words, and how much each text counts."""

from collections.abc import Mapping
from typing import Any

from shared.search.indexer import Indexed

WEIGHTS: Mapping[str, int] = {
    "title": 3,
    "organisation": 3,
    "summary": 2,
    "tags": 2,
    "location": 1,
    "description": 1,
}


def texts_of(row: Mapping[str, Any]) -> Mapping[str, str] | None:
    """The texts of an entry's row; None for a stub, of which its owner has told nothing yet."""
    if "entry" not in row.get("v", {}):
        return None
    organisation = row.get("organisation") or {}
    found = {
        "title": row.get("title"),
        "organisation": organisation.get("name"),
        "summary": row.get("summary"),
        "tags": " . ".join(row.get("tags") or ()),
        "location": organisation.get("location"),
        "description": row.get("description"),
    }
    return {name: text for name, text in found.items() if text}


INDEXED = Indexed("entries", WEIGHTS, texts_of, facts=("edition_id", "programme_id", "submitted_by"), version=2)
"""Kept by tenant; the facts are those by which an entry's rows are shown (see the rules of the schema)."""
