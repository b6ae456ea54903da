"""What is found by words: a module for each collection, joined here."""

from collections.abc import Mapping

from gateway.projections.searching import entries, listings
from shared.search.indexer import Indexed

SEARCHED: Mapping[str, Indexed] = {indexed.collection: indexed for indexed in (entries.INDEXED, listings.INDEXED)}
"""By collection. Each has an index of its own, in a folder of that name."""
