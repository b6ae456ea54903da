"""How rare words are among the texts of one side, as the index counts them."""

from tantivy import Query, Searcher

from services.matchmaking.domain.algorithms.wording import PAIR
from services.matchmaking.store.index.cards import LENGTH
from shared.search.schema import FOLDED, PAIRS

MOVED = 0.1
"""Counts are kept until the number of texts has moved by this part: a word's weight moves by less than a tenth of its
own then."""
MOST_KEPT = 300_000
"""Counts of words that are kept at once, some tens of megabytes."""


class CountedRarity:
    """Implements `Rarity`. A word that no text had is asked for anew each time: the next text may be the one."""

    def __init__(self) -> None:
        self._searcher: Searcher | None = None
        self._counted_at = -1
        self._texts, self._length = 0, 0.0
        self._counts: dict[str, int] = {}

    def over(self, searcher: Searcher) -> "CountedRarity":
        """The same, of what was committed last."""
        self._searcher, self._texts = searcher, int(searcher.num_docs)
        if (
            len(self._counts) >= MOST_KEPT
            or abs(self._texts - self._counted_at) > MOVED * self._texts
            or self._counted_at < 0
        ):
            self._counted_at, self._counts = self._texts, {}
            self._length = _average(searcher) if self._texts else 0.0
        return self

    @property
    def texts(self) -> int:
        """See `Rarity`."""
        return self._texts

    @property
    def average_length(self) -> float:
        """See `Rarity`."""
        return self._length

    def texts_with(self, term: str) -> int:
        """See `Rarity`."""
        known = self._counts.get(term)
        if known is None and self._searcher is not None:
            known = int(self._searcher.doc_freq(PAIRS if PAIR in term else FOLDED, term))
            if known and len(self._counts) < MOST_KEPT:
                self._counts[term] = known
        return known or 0


def _average(searcher: Searcher) -> float:
    found = searcher.aggregate(Query.all_query(), {"length": {"avg": {"field": LENGTH}}})
    return float(found["length"]["value"] or 0.0)
