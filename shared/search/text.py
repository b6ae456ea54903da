"""Text as it is searched: normal form, folded form, tokens, syllable pairs, character 3-grams.

Vietnamese writes a word as syllables apart, and people leave the marks out: so pairs of syllables stand for words, and
a folded form stands beside the exact one. Segmenting words instead was measured and found worse.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

TOKEN = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
LONGEST_TOKEN = 60
GRAM = 3
_STROKES = str.maketrans({"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i"})


def normal(text: str) -> str:
    """Composed and in lower case: what looks the same is the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())


def fold(text: str) -> str:
    """Normal, and without marks: `Đặng` is `dang`. A stroke through a letter has no decomposition and goes by hand."""
    apart = unicodedata.normalize("NFD", normal(text))
    bare = "".join(c for c in apart if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", bare.translate(_STROKES))


def has_marks(text: str) -> bool:
    """Whether anything would be lost by folding; who writes none is taken to have left them out."""
    return normal(text) != fold(text)


def tokens(text: str) -> list[str]:
    """The letters and digits of a text in runs, normal; a run of more than 60 characters is cut there."""
    return [token[:LONGEST_TOKEN] for token in TOKEN.findall(normal(text))]


def bigrams(words: Sequence[str]) -> list[str]:
    """Each pair of neighbours."""
    return [f"{a}_{b}" for a, b in pairwise(words)]


def trigrams(word: str) -> list[str]:
    """The 3-grams of a word with its edges: `an` gives `_an` and `an_`."""
    edged = f"_{word}_"
    return [edged[i : i + GRAM] for i in range(max(1, len(edged) - GRAM + 1))]
