"""Slips of the fingers, told from what makes another name.

Real companies differ by little: of two thousand, some sixty pairs of six or seven letters by one of them. So a short
name may only have what fingers do: swap or double letters, hit the next key, miss one inside.
"""

from rapidfuzz.distance import OSA

SWAP_FROM, DOUBLED_FROM, NEXT_KEY_FROM, INSIDE_FROM, ANY_FROM, TWO_FROM = 6, 9, 10, 12, 13, 16
"""Letters from which no other name is made by: neighbours swapped; a letter doubled; the next key; one more or less
inside; any one slip; two. They stand two letters above the longest names of real companies that differ so."""
MOST_BESIDE = 3
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = frozenset(
    frozenset(pair)
    for above, row in zip(("", *_ROWS), _ROWS, strict=False)
    for at, key in enumerate(row)
    for pair in ((key, other) for other in (row[at + 1 : at + 2], above[at : at + 1], above[at + 1 : at + 2]))
)


def is_slip(a: str, b: str, beside: int = 0) -> bool:
    """Whether fingers may have made one of the other; digits are never a slip.

    `beside` are letters that stand beside both and are the same: they make another name less likely, too.
    """
    distance = OSA.distance(a, b, score_cutoff=2)
    length = max(len(a), len(b)) + min(beside, MOST_BESIDE)
    if _digits(a) != _digits(b) or distance not in (1, 2):
        return False
    return length >= TWO_FROM if distance == 2 else length >= _enough(a, b)


def _enough(a: str, b: str) -> int:
    """Letters from which one slip makes no other name."""
    if sorted(a) == sorted(b):
        return SWAP_FROM
    if _undoubled(a) == _undoubled(b):
        return DOUBLED_FROM
    if len(a) == len(b):
        changed = next(frozenset(pair) for pair in zip(a, b, strict=True) if pair[0] != pair[1])
        return NEXT_KEY_FROM if changed in _BESIDE else ANY_FROM
    return INSIDE_FROM if (a[0], a[-1]) == (b[0], b[-1]) else ANY_FROM


def _undoubled(word: str) -> str:
    return "".join(letter for at, letter in enumerate(word) if at == 0 or word[at - 1] != letter)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
