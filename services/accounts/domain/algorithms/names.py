"""A name of an organisation taken apart: what is its own, what it does, and the other names that stand in it."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from services.accounts.domain.algorithms.legal_forms import without_legal_form, without_written_forms
from services.accounts.domain.algorithms.letters import fold, is_syllable, words
from services.accounts.domain.algorithms.trade_words import concepts_in

LONGEST_NAME, MOST_WORDS, MOST_NAMES = 200, 24, 3
"""Characters, words, and names in one that are looked at."""
_ASIDE = re.compile(r"[(\[（]([^()\[\]（）]*)[)\]）]?")
_LEADS = re.compile(
    r"^\s*(?:formerly|former|previously|prev|fka|f/k/a|aka|a/k/a|dba|d/b/a|was|by|viet tat|ten viet tat|ten cu"
    r"|truoc day|goi tat|ten giao dich|ten tieng anh|ten khac)\b(?:\s+(?:la|known as))?[\s:.]*"
)


@dataclass(frozen=True)
class Name:
    """One name, folded, without its legal form. `own` are the words that only it has, `does` what the others say."""

    words: tuple[str, ...]
    own: tuple[str, ...] = field(default=())
    does: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """The words in their order."""
        return " ".join(self.words)

    @cached_property
    def letters(self) -> str:
        """All of them in one: people disagree where a word ends."""
        return "".join(self.words)

    @cached_property
    def core(self) -> str:
        """Its own words in one; of words that have no fixed order, sorted."""
        return "".join(self.own if self.is_syllables else sorted(self.own))

    @cached_property
    def is_syllables(self) -> bool:
        """Whether its own words may all be Vietnamese syllables: then their order matters, and each says little."""
        return all(map(is_syllable, self.own))

    @cached_property
    def initials(self) -> str:
        """The first letters of its words."""
        return "".join(word[0] for word in self.words)


def name_key(name: str) -> str:
    """The words of a name in lower case, without marks, punctuation and legal form."""
    return name_of(_ASIDE.sub(" ", name)).key or name_of(name).key


def names_in(name: str) -> tuple[Name, ...]:
    """The name, and those that stand beside it in brackets: a short form, a former name. None where there is no word.

    >>> [n.key for n in names_in("Công ty CP Gốm Việt (tên cũ: Lò Gốm)")]
    ['gom viet', 'lo gom']
    """
    seen = name[:LONGEST_NAME]
    found = [name_of(_ASIDE.sub(" ", seen)), *(_aside(inner) for inner in _ASIDE.findall(seen))]
    different = dict.fromkeys(each for each in found if each.words)
    return tuple(different)[:MOST_NAMES] or tuple(whole for whole in (name_of(seen),) if whole.words)


def name_of(text: str) -> Name:
    """One name."""
    plain = without_legal_form(words(without_written_forms(fold(text[:LONGEST_NAME]))))[:MOST_WORDS]
    own, does = concepts_in(plain)
    return Name(plain, own, does) if own else Name(plain, plain)


def _aside(inner: str) -> Name:
    found = name_of(_LEADS.sub("", fold(inner)))
    return found if len(found.letters) > 2 else Name(())
