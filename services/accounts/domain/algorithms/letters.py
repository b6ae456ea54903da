"""Letters of names as they are compared: without case, marks and punctuation."""

import re
import unicodedata

_STROKES = str.maketrans("đðøłħŧı", "ddolhti")
_DOTTED = re.compile(r"\b(?:\w\.){2,}(?:\w\b)?")
_APOSTROPHES = re.compile(r"(?<=\w)['’‘`´](?=\w)")
_WORD = re.compile(r"[^\W_]+")
_SYLLABLE = re.compile(
    r"(?:ngh?|ch|gh?|gi|kh|nh|ph|qu|th|tr|[bcdhklmnprstvx])?"
    r"(?:uye|uya|uyu|ieu|yeu|oai|oay|oeo|uay|uoi|uou|[aeiouy]{1,2})"
    r"(?:ch|ng|nh|[cmnpt])?"
)


def fold(text: str) -> str:
    """Without case and marks: `Đặng` is `dang`. A stroke through a letter has no decomposition and goes by hand."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    bare = "".join(c for c in apart if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", bare.translate(_STROKES))


def words(text: str) -> tuple[str, ...]:
    """The words, folded; `T.N.H.H` is one of them, and so is `Sam's`."""
    joined = _DOTTED.sub(lambda found: found.group().replace(".", "") + " ", _APOSTROPHES.sub("", fold(text)))
    return tuple(_WORD.findall(joined))


def is_syllable(word: str) -> bool:
    """Whether a folded word may be a Vietnamese syllable: those are few, so that one alone tells little."""
    return _SYLLABLE.fullmatch(word) is not None
