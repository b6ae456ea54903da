"""How a document lies in the index: four fields over all of its texts, its id, and the facts by which it may be read.

A text's weight repeats its tokens, so that all texts of a document are ranked as one (the simple form of BM25F).
"""

from collections.abc import Iterable, Mapping
from functools import cache

from tantivy import Document, Schema, SchemaBuilder

from shared.search.text import bigrams, fold, tokens, trigrams

FORMAT = 2
"""Raised when what is written here changes; an index of another format is built anew."""

ID, FACTS, EXACT, FOLDED, PAIRS, GRAMS = "id", "facts", "exact", "folded", "pairs", "grams"
LONGEST_NAME = 12

Weights = Mapping[str, int]
"""The texts of a document by name, each with how often it counts."""


@cache
def schema() -> Schema:
    """The same for every index, as far as it is searched by what was typed."""
    return begun().build()


def begun() -> SchemaBuilder:
    """The fields of every index. One that has more adds its own after these: then the queries here hold for it, too."""
    builder = SchemaBuilder()
    builder.add_text_field(ID, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(FACTS, tokenizer_name="raw", index_option="basic")
    for name in (EXACT, FOLDED, PAIRS, GRAMS):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder


def name_token(folded: Iterable[str]) -> str:
    """A short text as one token, among the pairs: who types it whole finds first what is called so."""
    return "=" + "_".join(folded)


def fact(name: str, value: str) -> str:
    """A fact as one token."""
    return f"{name}={value}"


def document_of(id_: str, texts: Mapping[str, str], weights: Weights, facts: Mapping[str, str]) -> Document:
    """The document of these texts; a text that has no weight is a `KeyError`."""
    fields: dict[str, list[str]] = {EXACT: [], FOLDED: [], PAIRS: [], GRAMS: []}
    for name, text in texts.items():
        exact = tokens(text)
        folded = [fold(token) for token in exact]
        pairs = bigrams(folded) + ([name_token(folded)] if 0 < len(folded) <= LONGEST_NAME else [])
        grams = [gram for token in folded for gram in trigrams(token)]
        for field, found in zip(fields, (exact, folded, pairs, grams), strict=True):
            fields[field] += found * weights[name]
    known = [fact(name, value) for name, value in facts.items()]
    return Document(**{ID: id_, FACTS: known}, **{field: " ".join(found) for field, found in fields.items()})
