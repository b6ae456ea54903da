"""From what a person typed to the index's query. Nothing typed is syntax.

A document must have enough of the words; how well it fits is told by the exact words (where any marks were typed), the
folded ones, their pairs and their 3-grams. The weights were measured on Vietnamese questions (see the tests).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Self

from tantivy import Occur, Query

from shared.search.schema import EXACT, FACTS, FOLDED, GRAMS, LONGEST_NAME, PAIRS, fact, name_token, schema
from shared.search.text import bigrams, fold, has_marks, tokens, trigrams

W_EXACT, W_FOLDED, W_PAIR, W_GRAM, W_NAME, W_PREFIX = 1.0, 0.5, 0.5, 0.2, 2.0, 0.5
ENOUGH, ENOUGH_GRAMS = 0.3, 0.5
MOST_WORDS = 64

Clause = tuple[Occur, Query]
Within = Sequence[Mapping[str, str]]
"""What a search is kept within: documents that have all facts of one of these; an empty one allows every document."""
ANYWHERE: Within = ({},)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, taken apart."""

    exact: tuple[str, ...]
    folded: tuple[str, ...]
    marked: bool
    open_end: bool
    """The last word may go on: nothing was typed after it."""

    @classmethod
    def read(cls, text: str) -> Self:
        """The first 64 words."""
        exact = tuple(tokens(text))[:MOST_WORDS]
        open_end = bool(exact) and text[-1:].isalnum()
        return cls(exact, tuple(fold(t) for t in exact), any(has_marks(t) for t in exact), open_end)

    @property
    def words(self) -> list[str]:
        """The folded words, each once."""
        return list(dict.fromkeys(self.folded))


def strict(typed: Typed, knows: Callable[[str], bool], goes_on: Callable[[str], bool]) -> Query:
    """Words that are known must be found as they are, the last one also as a beginning; only unknown ones may be
    mistyped."""
    return _query(typed, [_known(typed, word, knows, goes_on) or mistyped(word) for word in typed.words])


def lenient(typed: Typed) -> Query:
    """Every word may be mistyped, also into another word."""
    return _query(typed, [mistyped(word) for word in typed.words])


def word_is(word: str) -> Query:
    """Documents that have the folded word."""
    return Query.term_query(schema(), FOLDED, word, "freq")


def begins(word: str) -> Query:
    """Documents that have a word which begins so."""
    return Query.fuzzy_term_query(schema(), FOLDED, word, 0, prefix=True)


def within(allowed: Within) -> Query | None:
    """The documents that are allowed; None where all are."""
    if any(not one for one in allowed):
        return None
    return Query.boolean_query([(Occur.Should, _all_of(one)) for one in allowed])


def limited(query: Query, allowed: Query | None) -> Query:
    """The same query among what is allowed; it ranks no other way."""
    if allowed is None:
        return query
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.const_score_query(allowed, 0.0))])


def _all_of(facts: Mapping[str, str]) -> Query:
    terms = (Query.term_query(schema(), FACTS, fact(name, value), "basic") for name, value in facts.items())
    return Query.boolean_query([(Occur.Must, term) for term in terms])


def _query(typed: Typed, groups: Sequence[Query]) -> Query:
    needed = len(groups) if len(groups) <= 2 else max(2, ceil(ENOUGH * len(groups)))
    found = Query.boolean_query([(Occur.Should, group) for group in groups], needed)
    return Query.boolean_query([(Occur.Must, found), *_better(typed)])


def _better(typed: Typed) -> list[Clause]:
    """What makes a document fit better, without being asked of it."""
    clauses = [should(PAIRS, pair, W_PAIR) for pair in bigrams(typed.folded)]
    if len(typed.folded) <= LONGEST_NAME:
        clauses.append(should(PAIRS, name_token(typed.folded), W_NAME))
    if typed.marked:
        clauses += [should(EXACT, word, W_EXACT) for word in dict.fromkeys(typed.exact)]
    else:
        clauses += [should(FOLDED, word, W_EXACT) for word in typed.words]
    return clauses + [should(GRAMS, gram, W_GRAM) for gram in _once(g for w in typed.words for g in trigrams(w))]


def _known(typed: Typed, word: str, knows: Callable[[str], bool], goes_on: Callable[[str], bool]) -> Query | None:
    """The word, or for the last one words that begin so; None when nobody has either."""
    found = [Query.boost_query(word_is(word), W_FOLDED)] if knows(word) else []
    if typed.open_end and word == typed.folded[-1] and goes_on(word):
        found.append(Query.boost_query(begins(word), W_PREFIX))
    return Query.disjunction_max_query(found) if found else None


def mistyped(word: str) -> Query:
    """Words that share half of the 3-grams."""
    grams = _once(trigrams(word))
    weight = W_FOLDED / len(grams)
    return Query.boolean_query([should(GRAMS, g, weight) for g in grams], ceil(ENOUGH_GRAMS * len(grams)))


def _once(grams: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(grams))


def _term(field: str, term: str, weight: float) -> Query:
    return Query.boost_query(Query.term_query(schema(), field, term, "freq"), weight)


def should(field: str, term: str, weight: float) -> Clause:
    """What makes a document fit the better that has a term."""
    return Occur.Should, _term(field, term, weight)
