"""What would cost too much is refused before it costs anything."""

import pytest
from graphql import get_introspection_query

from gateway.graph.documents import Documents
from gateway.graph.schema import core, made
from tests.gateway.graph.huge import HUGE
from tests.harness.cpu import cpu_seconds

TEN_TIMES_THE_GOAL = 0.5
"""Seconds of CPU; the goal is 50 ms for any of them, and this machine may be busy."""


@pytest.fixture
def documents() -> Documents:
    return Documents(core(made()))


@pytest.mark.parametrize("what", HUGE)
def test_it_is_refused_in_milliseconds(documents, what):
    documents.prepare("{ viewer { id } }")
    with cpu_seconds() as took:
        prepared = documents.prepare(HUGE[what])
    assert prepared.document is None
    assert prepared.errors
    assert took[0] < TEN_TIMES_THE_GOAL


def test_a_client_that_asks_for_the_schema_gets_it(documents):
    prepared = documents.prepare(get_introspection_query())
    assert prepared.errors == ()


def test_a_document_is_prepared_once(documents):
    assert documents.prepare("{ viewer { id } }") is documents.prepare("{ viewer { id } }")


def test_made_up_documents_do_not_fill_the_memory():
    documents = Documents(core(made()), characters=60)
    kept = documents.prepare("{ a: viewer { id } }")
    for n in range(3):
        documents.prepare(f"{{ b{n}: viewer {{ id }} }}")
    assert documents.prepare("{ a: viewer { id } }") is not kept


def test_nothing_refused_is_kept(documents):
    refused = documents.prepare("{ nothing }")
    assert refused.errors
    assert documents.prepare("{ nothing }") is not refused


def test_no_field_is_suggested(documents):
    errors = documents.prepare("{ entrys { id } viewer { roles } }").errors
    assert [e.message for e in errors if "entries" in e.message] == []


@pytest.mark.real
async def test_lists_of_lists_have_an_end(world):
    deep = "programmes { edition { programmes { edition { programmes { edition { programmes { id } } } } } } }"
    aliases = " ".join(f"a{n}: tenants {{ edges {{ node {{ editions {{ {deep} }} }} }} }}" for n in range(40))
    answer = await world.ask("nobody", f"{{ {aliases} }}")
    assert {e["extensions"]["code"] for e in answer["errors"]} == {"too_expensive"}
