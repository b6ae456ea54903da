"""How much two names say the same: equal, equal but for a slip of the fingers, left out, shortened or translated words.

What is told apart on purpose: short names that differ in a letter, and names that only share a word.
"""

from rapidfuzz.distance import OSA

from services.accounts.domain.algorithms.letters import is_syllable
from services.accounts.domain.algorithms.names import Name
from services.accounts.domain.algorithms.slips import is_slip
from services.accounts.domain.algorithms.trade_words import is_trade_word

SAME, REORDERED, TRANSLATED, SHORTENED, SLIP, INITIALS, LEFT_OUT = 1.0, 0.9, 0.85, 0.8, 0.8, 0.75, 0.75
ALONE_FROM, SYLLABLES_ALONE_FROM, BESIDE_TRADE_FROM = 9, 11, 4
"""Letters of what is a name's own, from which it is known without the words that say what it does; of syllables, which
many names share, more; fewer where both say something of the trade that agrees."""
MOST_LEFT_OUT = 1
WORD_ALONE_FROM = 12
"""Letters of a beginning from which it is known without the words after it, whatever they say."""
INITIALS_FROM, STEM_FROM, WHOLE_FROM = 4, 3, 4
"""Letters of initials, of a shortened word, and of the word of its own that is whole beside it."""


def closeness(a: Name, b: Name) -> float:
    """From 0 (another name) to 1 (the same); 0 is told where two of a kind are as often two as one."""
    if a.letters == b.letters:
        return SAME
    if _is_reordered(a, b):
        return REORDERED
    if a.core == b.core and (known := _of_one_core(a, b)):
        return known
    return max(_shortened(a, b), _slip(a, b), _initials(a, b), _begun(a, b))


def _is_reordered(a: Name, b: Name) -> bool:
    return sorted(a.words) == sorted(b.words) and (a.own == b.own or not a.is_syllables)


def _of_one_core(a: Name, b: Name) -> float:
    """What is their own is the same: the rest may be translated, or left out where enough is left."""
    if a.does == b.does:
        return TRANSLATED
    if not (a.does < b.does or b.does < a.does) or len(a.does ^ b.does) > MOST_LEFT_OUT:
        return 0.0
    enough = SYLLABLES_ALONE_FROM if a.is_syllables else BESIDE_TRADE_FROM if a.does and b.does else ALONE_FROM
    return LEFT_OUT if len(a.core) >= enough else 0.0


def _begun(a: Name, b: Name) -> float:
    short, long = sorted((a, b), key=lambda name: len(name.words))
    begins = long.words[: len(short.words)] == short.words and not short.is_syllables
    return LEFT_OUT if begins and len(short.letters) >= WORD_ALONE_FROM else 0.0


def _initials(a: Name, b: Name) -> float:
    short, long = sorted((a, b), key=lambda name: len(name.words))
    fits = len(short.words) == 1 and len(long.words) >= INITIALS_FROM and short.letters == long.initials
    return INITIALS if fits else 0.0


def _shortened(a: Name, b: Name) -> float:
    """Word by word the same or the beginning of the other, and one of its own, not a syllable, whole."""
    if len(a.words) != len(b.words) or len(a.words) < 2:
        return 0.0
    pairs = list(zip(a.words, b.words, strict=True))
    whole = any(x == y and len(x) >= WHOLE_FROM and x in a.own and not is_syllable(x) for x, y in pairs)
    return SHORTENED if whole and all(_is_beginning(x, y) for x, y in pairs) else 0.0


def _is_beginning(x: str, y: str) -> bool:
    short, long = sorted((x, y), key=len)
    return x == y or (len(short) >= STEM_FROM and long.startswith(short) and len(long) - len(short) >= 2)


def _slip(a: Name, b: Name) -> float:
    if a.does == b.does:
        return SLIP if is_slip(a.core, b.core, len(a.letters) - len(a.core)) else 0.0
    return SLIP if _is_slip_in_trade(a.words, b.words) else 0.0


def _is_slip_in_trade(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """All words but one are the same, and that is a word of trade with one slip: it makes no other name."""
    only_a, only_b = [word for word in a if word not in b], [word for word in b if word not in a]
    if not len(only_a) == len(only_b) == 1 or not 1 < len(a) == len(b):
        return False
    one, other = only_a[0], only_b[0]
    return is_trade_word(one) != is_trade_word(other) and OSA.distance(one, other) == 1
