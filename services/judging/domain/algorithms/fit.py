"""How well a judge fits an entry, from 0 to 1: half by the field of work, half by words that both use.

Words are compared by BM25 (k1 1.2, b 0.75) of the entry's text against the judge's, scaled by each entry's best judge.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from services.judging.domain.algorithms.assigning import Matrix

K1, B = 1.2, 0.75
BY_FIELD, BY_WORDS = 0.5, 0.5


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of a judge or an entry: fields of work, and words as they are searched by."""

    sectors: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()


def fits(judges: Sequence[Profile], entries: Sequence[Profile]) -> Matrix:
    """Judges by entries."""
    field = np.array([[bool(j.sectors & e.sectors) for e in entries] for j in judges], float)
    shape = (len(judges), len(entries))
    return np.round(BY_FIELD * field.reshape(shape) + BY_WORDS * _by_words(judges, entries), 6)


def _by_words(judges: Sequence[Profile], entries: Sequence[Profile]) -> Matrix:
    counts = [Counter(e.words) for e in entries]
    rare = _rarity(counts)
    mean = sum(sum(c.values()) for c in counts) / len(counts) if counts else 0.0
    raw = np.array([[_bm25(set(j.words), c, rare, mean) for c in counts] for j in judges], float)
    raw = raw.reshape(len(judges), len(entries))
    best = raw.max(axis=0, initial=0.0)
    return raw / np.where(best > 0, best, 1.0)


def _rarity(counts: Sequence[Counter[str]]) -> dict[str, float]:
    seen = Counter(word for c in counts for word in c)
    return {word: math.log(1 + (len(counts) - n + 0.5) / (n + 0.5)) for word, n in seen.items()}


def _bm25(words: set[str], counts: Counter[str], rare: dict[str, float], mean: float) -> float:
    long = K1 * (1 - B + B * sum(counts.values()) / mean) if mean else K1
    return sum(rare[w] * counts[w] * (K1 + 1) / (counts[w] + long) for w in sorted(words & counts.keys()))
