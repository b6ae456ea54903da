"""Whether two organisations are likely one, and by which keys an index finds those that may be."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from services.accounts.domain.algorithms.closeness import INITIALS_FROM, SAME, STEM_FROM, WORD_ALONE_FROM, closeness
from services.accounts.domain.algorithms.letters import is_syllable
from services.accounts.domain.algorithms.names import Name, names_in
from services.accounts.domain.algorithms.trade_words import is_trade_word
from services.accounts.domain.algorithms.web_addresses import site_key
from services.accounts.domain.tax_code import check
from shared.errors import FieldFault

KEYS_FORM = 1
"""Raise it with any change of what `keys` gives: those that are stored are then made anew."""
MOST_KEYS = 64
SLIPS_TO = 24
"""Letters of a name's own that are looked at for slips."""
OF_TAX_CODE, OF_SITE, OF_NAME = 1.0, 0.97, 0.95
LONGEST_KEY, MOST_BEGINNINGS, MOST_STEMS = 80, 3, 8
LEAST_SLIPPED = 3


class Reason(StrEnum):
    """By what two organisations are taken for one."""

    SAME_TAX_CODE = "same_tax_code"
    SAME_SITE = "same_site"
    SAME_NAME = "same_name"
    CLOSE_NAME = "close_name"


@dataclass(frozen=True, slots=True)
class Twin:
    """That two are likely one: why, the strongest reason first, and how likely, in (0, 1], to order by."""

    reasons: tuple[Reason, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Profile:
    """What an organisation is compared by. A person's number is no part of it."""

    names: tuple[Name, ...]
    site: str | None = None
    tax_root: str | None = None


def profile(names: Iterable[str | None], website: str | None = None, tax_code: str | None = None) -> Profile:
    """From its names (as it calls itself, as registered), web address and tax code; what doesn't hold is left out."""
    found = dict.fromkeys(each for name in names if name for each in names_in(name))
    return Profile(tuple(found), site_key(website) if website else None, _tax_root(tax_code) if tax_code else None)


def _tax_root(code: str) -> str | None:
    try:
        found = check(code)
    except FieldFault:
        return None
    return None if found.personal else found.root


def likeness(a: Profile, b: Profile) -> Twin | None:
    """Whether the two are likely one. Another tax code or web address speaks against a name that is only close."""
    scores: dict[Reason, float] = {}
    if a.tax_root and a.tax_root == b.tax_root:
        scores[Reason.SAME_TAX_CODE] = OF_TAX_CODE
    if a.site and a.site == b.site:
        scores[Reason.SAME_SITE] = OF_SITE
    close = max((closeness(x, y) for x in a.names for y in b.names), default=0.0)
    if close == SAME:
        scores[Reason.SAME_NAME] = OF_NAME
    elif close and (scores or not _is_told_apart(a, b)):
        scores[Reason.CLOSE_NAME] = close
    if not scores:
        return None
    return Twin(tuple(sorted(scores, key=lambda reason: -scores[reason])), _joined(scores.values()))


def _is_told_apart(a: Profile, b: Profile) -> bool:
    return bool((a.tax_root and b.tax_root and a.tax_root != b.tax_root) or (a.site and b.site and a.site != b.site))


def _joined(scores: Iterable[float]) -> float:
    """Each reason more takes away from what is still open."""
    doubt = 1.0
    for score in scores:
        doubt *= 1 - score
    return round(1 - doubt, 6)


def keys(of: Profile) -> tuple[str, ...]:
    """What an index holds of an organisation, and is asked for another: twins have one in common. At most 64.

    Each is rare: none is a word that many names share, so what is found by them is few.
    """
    exact = [f"t:{of.tax_root}"] * bool(of.tax_root) + [f"s:{of.site}"] * bool(of.site)
    whole = (key for name in of.names for key in _of_name(name))
    slips = (key for name in of.names for key in _of_slips(name))
    return tuple(dict.fromkeys((*exact, *whole, *slips)))[:MOST_KEYS]


def _of_name(name: Name) -> Iterable[str]:
    """The name, its core, its initials, its beginning where that is long, and where a word is shortened or mistyped the
    first or last with the number of words."""
    yield f"n:{name.letters[:LONGEST_KEY]}"
    yield f"d:{name.core[:SLIPS_TO]}"
    if len(name.words) >= INITIALS_FROM:
        yield f"n:{name.initials}"
    if len(name.words) > 1:
        ends = (name.words[0], name.words[-1])
        yield from (f"w:{word} {len(name.words)}" for word in ends if len(word) > 2 and not _is_common(word))
        yield f"p:{' '.join(word[:STEM_FROM] for word in name.words[:MOST_STEMS])}"
        yield from (f"n:{begun}" for begun in _beginnings(name) if len(begun) >= WORD_ALONE_FROM)


def _is_common(word: str) -> bool:
    return is_syllable(word) or is_trade_word(word)


def _beginnings(name: Name) -> Iterable[str]:
    return ("".join(name.words[:count])[:LONGEST_KEY] for count in range(1, min(len(name.words), MOST_BEGINNINGS + 1)))


def _of_slips(name: Name) -> Iterable[str]:
    """The core with a letter less: of two that differ by one slip, both have one in common, or one is the other."""
    core = name.core[:SLIPS_TO]
    if len(core) >= LEAST_SLIPPED:
        yield from (f"d:{core[:at]}{core[at + 1 :]}" for at in range(len(core)))
