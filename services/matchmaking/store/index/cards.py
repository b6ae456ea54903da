"""A listing as it lies in the index: the fields of every index, the figures that limits ask for, and a card.

The card is stored whole, so that what was found is scored without asking anybody.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import orjson
from pydantic import TypeAdapter
from tantivy import Document, Schema

from services.matchmaking.domain.algorithms.stop_words import stop_words
from services.matchmaking.domain.algorithms.wording import PAIR, Wording
from services.matchmaking.domain.listing import Facts
from services.matchmaking.ports import Entry
from shared.search.schema import begun, document_of
from shared.search.text import fold, has_marks, tokens

FORM = 1
"""Raised when what is written here changes; an index of another form is built anew."""
TRL, LEAST, MOST, LENGTH, CARD = "trl", "least", "most", "length", "card"
SUBJECT, OWNER, CURRENCY = "subject", "owner", "currency"

TEXTS: Mapping[str, int] = {"title": 2, "summary": 1, "description": 1, "keywords": 1}
"""The texts of a listing, each with how often it counts."""
_FACTS: TypeAdapter[Facts] = TypeAdapter(Facts)


@cache
def schema() -> Schema:
    """That of a search index, and the figures of listings after it."""
    builder = begun()
    for name in (TRL, LEAST, MOST):
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_integer_field(LENGTH, fast=True)
    builder.add_bytes_field(CARD, stored=True)
    return builder.build()


def entry_of(facts: Facts, texts: Mapping[str, str]) -> Entry:
    """A listing's texts taken apart; words that tell nothing are left out, alone and in pairs."""
    counts: dict[str, int] = {}
    surface: dict[str, str] = {}
    length = 0
    for name, text in texts.items():
        exact = tokens(text)
        length += len(exact) * TEXTS[name]
        for term, written in _terms(exact):
            counts[term] = counts.get(term, 0) + TEXTS[name]
            surface.setdefault(term, written)
    return Entry(facts, Wording(counts, length), surface)


def _terms(exact: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each word and each pair, folded and as it is written."""
    silent = stop_words(exact, marked=any(map(has_marks, exact)))
    folded = [fold(word) for word in exact]
    telling = [word not in silent for word in exact]
    for at, word in enumerate(exact):
        if telling[at]:
            yield folded[at], word
            if at and telling[at - 1]:
                yield PAIR.join((folded[at - 1], folded[at])), f"{exact[at - 1]} {word}"


def document(entry: Entry, texts: Mapping[str, str]) -> Document:
    """What the index is given."""
    facts = entry.facts
    known = {SUBJECT: facts.subject.value, OWNER: facts.owner_id}
    if facts.price is not None:
        known[CURRENCY] = facts.price.currency
    made = document_of(facts.listing_id, texts, TEXTS, known)
    if facts.trl is not None:
        made.add_integer(TRL, facts.trl)
    if facts.price is not None:
        made.add_integer(LEAST, facts.price.least)
        made.add_integer(MOST, facts.price.most)
    made.add_integer(LENGTH, entry.wording.length)
    made.add_bytes(CARD, _card(entry))
    return made


def _card(entry: Entry) -> bytes:
    facts: dict[str, Any] = _FACTS.dump_python(entry.facts, mode="json")
    return orjson.dumps({"facts": facts, "counts": entry.wording.counts, "length": entry.wording.length})


def read(card: bytes) -> Entry:
    """The listing of a card, without how its words are written."""
    found = orjson.loads(card)
    return Entry(_FACTS.validate_python(found["facts"]), Wording(found["counts"], found["length"]))
