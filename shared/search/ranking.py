"""Asks the parts of an index that one may read, as if there were nothing else."""

from collections.abc import Sequence

from tantivy import Query, Searcher

from shared.search.query import Typed, begins, lenient, limited, strict, word_is
from shared.search.schema import ID

Hit = tuple[str, float]
Part = tuple[Searcher, Query | None]
"""One part, and the condition under which its documents may be read; None where all may."""


def ranked(typed: Typed, parts: Sequence[Part], limit: int) -> list[Hit]:
    """What fits in any of the parts, best first. A word that none of them knows may be mistyped; where nothing has the
    words as typed, each may be."""
    if not typed.exact or limit < 1:
        return []
    query = strict(typed, lambda word: _any(parts, word_is(word)), lambda word: _any(parts, begins(word)))
    return _found(parts, query, limit) or _found(parts, lenient(typed), limit)


def unknown(typed: Typed, parts: Sequence[Part]) -> list[str]:
    """The words, as they were typed, that no document of the parts has; the last may be the beginning of one."""
    apart = dict(zip(reversed(typed.folded), reversed(typed.exact), strict=True))
    known = {word for word in typed.words if _any(parts, word_is(word))}
    if typed.open_end and _any(parts, begins(typed.folded[-1])):
        known.add(typed.folded[-1])
    return [apart[word] for word in typed.words if word not in known]


def _any(parts: Sequence[Part], query: Query) -> bool:
    return any(searcher.search(limited(query, allowed), 1, count=False).hits for searcher, allowed in parts)


def _found(parts: Sequence[Part], query: Query, limit: int) -> list[Hit]:
    found = [hit for part in parts for hit in _hits(part, query, limit)]
    return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:limit]


def _hits(part: Part, query: Query, limit: int) -> list[Hit]:
    searcher, allowed = part
    hits = searcher.search(limited(query, allowed), limit, count=False).hits
    return [(str(searcher.doc(address)[ID][0]), float(score)) for score, address in hits]
