"""How far two texts speak of the same matter: BM25 of the words and pairs of one in the other, as a share.

Formula and its constants k1 = 1.2, b = 0.75: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), with
the logarithm of Lucene and tantivy, which is never below 0. So it is the index's own measure, over more words than the
index is asked for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log, sqrt
from typing import Protocol

K1, B = 1.2, 0.75
PAIR = "_"
W_PAIR = 0.5
"""A pair of neighbours beside its two words; the weight that the search gives it."""
QUERY_TERMS = 40
"""Words, and as many pairs, that the index is asked for: 12 lose .15 of R@10 on the SBIR set, more gain nothing."""
SCORED_TERMS = 100
"""Words, and as many pairs, by which what was found is scored."""
FULL_AT = 0.5
"""The share of a text's weight at which it is taken to speak of the same matter altogether."""
SHOWN_WORDS = 6


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as it is compared: how often each folded word and each pair stands in it, and how many words it has."""

    counts: Mapping[str, int]
    length: int


class Rarity(Protocol):
    """What is known of all texts of one side."""

    @property
    def texts(self) -> int:
        """How many there are."""
        ...

    @property
    def average_length(self) -> float:
        """Their words, on average."""
        ...

    def texts_with(self, term: str) -> int:
        """How many have a word or a pair."""
        ...


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of one text is found in another, and what each term adds to it."""

    fit: float
    """Between 0 and 1."""
    found: Mapping[str, float]


def rarest(wording: Wording, among: Rarity, most: int, *, known: bool = True) -> dict[str, int]:
    """The words, and the pairs, that the fewest texts have, each with how many do; of equals the more frequent in the
    text comes first.

    With `known`, of those that any of the texts has at all.
    """
    having = {term: among.texts_with(term) for term in wording.counts}
    terms = [term for term, texts in having.items() if texts or not known]
    if len(terms) > most:
        terms.sort(key=lambda term: (having[term], -wording.counts[term], term))
    words = [term for term in terms if PAIR not in term][:most]
    pairs = [term for term in terms if PAIR in term][:most]
    return {term: having[term] for term in (*words, *pairs)}


def overlap(asking: Wording, answering: Wording, among: Rarity) -> Overlap:
    """How much of what one text asks for another answers, by how rare it is among texts like the answering one.

    Its root is taken: a third of the weight of two long texts is already much.
    """
    found: dict[str, float] = {}
    whole = 0.0
    for term, having in rarest(asking, among, SCORED_TERMS, known=False).items():
        weight = _weight(term, asking.counts[term], having, among.texts)
        whole += weight * _saturated(asking.counts[term], 1.0)
        if term in answering.counts:
            length = answering.length / max(among.average_length, 1.0)
            found[term] = weight * _saturated(answering.counts[term], length)
    share = sum(found.values()) / whole if whole else 0.0
    return Overlap(min(1.0, sqrt(share / FULL_AT)), found)


def words_shown(found: Iterable[Mapping[str, float]]) -> list[str]:
    """The most telling terms of several overlaps, the best first; no word is shown twice, alone or in a pair.

    A pair stands for its two words: in Vietnamese it mostly is the word, of which they are the syllables.
    """
    total: dict[str, float] = {}
    for one in found:
        for term, value in one.items():
            total[term] = total.get(term, 0.0) + value
    told = {term: value + sum(total.get(word, 0.0) for word in _words(term)) for term, value in total.items()}
    shown: list[str] = []
    for term in sorted(told, key=lambda term: (-told[term], term)):
        if not any(set(term.split(PAIR)) & set(other.split(PAIR)) for other in shown):
            shown.append(term)
    return shown[:SHOWN_WORDS]


def _words(term: str) -> list[str]:
    """Those of a pair."""
    return term.split(PAIR) if PAIR in term else []


def _weight(term: str, count: int, having: int, texts: int) -> float:
    rarity = log(1 + (texts - having + 0.5) / (having + 0.5))
    return (W_PAIR if PAIR in term else 1.0) * (1 + log(count)) * rarity


def _saturated(count: int, length: float) -> float:
    """`length` is that of the text beside the average."""
    return count * (K1 + 1) / (count + K1 * (1 - B + B * length))
