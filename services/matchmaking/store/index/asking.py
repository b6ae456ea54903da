"""The query that a listing puts to the other side: its rarest words, and what no score mends as a condition."""

from collections.abc import Iterator

from tantivy import FieldType, Occur, Query

from services.matchmaking.domain.algorithms.wording import PAIR, QUERY_TERMS, W_PAIR, Rarity, rarest
from services.matchmaking.domain.limits import MEETS
from services.matchmaking.domain.listing import Facts
from services.matchmaking.ports import Entry
from services.matchmaking.store.index.cards import CURRENCY, LEAST, MOST, OWNER, SUBJECT, TRL, schema
from shared.contracts.matchmaking.values import PriceBand
from shared.search.query import W_EXACT, W_FOLDED, W_GRAM, Clause, mistyped, should
from shared.search.schema import EXACT, FACTS, FOLDED, GRAMS, PAIRS, fact
from shared.search.text import has_marks, trigrams


def question(entry: Entry, among: Rarity) -> Query:
    """What is asked of the other side's index; `among` is the rarity of its texts."""
    text = Query.boolean_query(list(_text(entry, among)))
    return Query.boolean_query([(Occur.Must, text), *_conditions(entry.facts)])


def _text(entry: Entry, among: Rarity) -> Iterator[Clause]:
    """A text without any marks is asked for in its folded form alone; one with marks is asked for as it is, too."""
    marked = any(has_marks(written) for written in entry.surface.values())
    terms = rarest(entry.wording, among, QUERY_TERMS)
    for term in terms:
        if PAIR in term:
            yield should(PAIRS, term, W_PAIR)
        elif marked:
            yield should(EXACT, entry.surface[term], W_EXACT)
            yield should(FOLDED, term, W_FOLDED)
        else:
            yield should(FOLDED, term, W_EXACT)
    yield from _parts(entry, among)


def _parts(entry: Entry, among: Rarity) -> Iterator[Clause]:
    """The 3-grams of the words of a short text, and with them words that are mistyped on either side."""
    words = [term for term in entry.wording.counts if PAIR not in term]
    if len(words) <= QUERY_TERMS:
        for gram in dict.fromkeys(gram for word in words for gram in trigrams(word)):
            yield should(GRAMS, gram, W_GRAM)
        for word in words:
            if not among.texts_with(word):
                yield Occur.Should, mistyped(word)


def _conditions(facts: Facts) -> Iterator[Clause]:
    """`limits.refused_by`, as a query."""
    meets = [_has(SUBJECT, subject.value) for subject in sorted(MEETS[facts.subject])]
    yield Occur.Must, Query.const_score_query(Query.boolean_query([(Occur.Should, one) for one in meets]), 0.0)
    yield Occur.MustNot, _has(OWNER, facts.owner_id)
    if facts.trl is not None:
        yield Occur.MustNot, (_above(TRL, facts.trl) if facts.is_offer else _below(TRL, facts.trl))
    if facts.price is not None:
        yield Occur.MustNot, _beyond(facts.price, offer=facts.is_offer)


def _beyond(price: PriceBand, *, offer: bool) -> Query:
    """Of the other side: what costs more than can be paid, or pays less than it costs; of the same currency alone."""
    beyond = _below(MOST, price.least) if offer else _above(LEAST, price.most)
    return Query.boolean_query([(Occur.Must, beyond), (Occur.Must, _has(CURRENCY, price.currency))])


def _has(name: str, value: str) -> Query:
    return Query.term_query(schema(), FACTS, fact(name, value), "basic")


def _above(name: str, value: int) -> Query:
    return Query.range_query(schema(), name, FieldType.Integer, lower_bound=value, include_lower=False)


def _below(name: str, value: int) -> Query:
    return Query.range_query(schema(), name, FieldType.Integer, upper_bound=value, include_upper=False)
