"""The process that answers reads the read model that is current, and searches the index beside it."""

from typing import Any

import pytest

from gateway.graph.conditions import EVERYTHING
from gateway.graph.errors import Denied
from gateway.graph.rules.registration import entry_rows
from gateway.projections.searching import SEARCHED
from gateway.projections.searching.entries import INDEXED, texts_of
from gateway.read_model import ReadModel
from shared.bus.projected import News
from shared.errors import Unavailable
from shared.search.parts import PartedWriter
from tests.gateway.graph.world import ENTRIES, VIEWERS
from tests.gateway.projections.test_projections import ENTRY_AFTER

pytestmark = pytest.mark.real


WORDS = ("quantam", "quantum", "xanh", "do", "quantum")


def indexed(folder, *rows) -> None:
    with PartedWriter(folder, INDEXED.weights) as writer:
        assert all(INDEXED.put(writer, row) for row in rows)
        writer.commit()


def _row(told: dict[str, Any], word: str) -> dict[str, Any]:
    own = {"_id": told["entry_id"], **told["place"], "submitted_by": told["submitted_by"], "title": f"Gach {word}"}
    return {**ENTRY_AFTER, **own}


async def test_before_the_first_read_model_nothing_is_answered(database, tmp_path):
    model = ReadModel(database.client, tmp_path, SEARCHED)
    with pytest.raises(Unavailable):
        model.rows()


async def test_another_read_model_is_read_from_the_moment_that_it_is_told(database, tmp_path):
    model = ReadModel(database.client, tmp_path, SEARCHED)
    model.hear(News("test_one", {"entry-001": 1}, ["entries:entry-001"]))
    model.take(database)
    model.hear(News("test_two", swap=True))
    assert model.database.name == "test_two"


async def test_the_index_of_the_current_read_model_is_searched(database, tmp_path):
    model = ReadModel(database.client, tmp_path, SEARCHED)
    model.take(database)
    with pytest.raises(Denied) as refused:
        await model.find("entries", "gạch", 10, EVERYTHING)
    assert refused.value.extensions == {"code": "search_unavailable"}
    indexed(tmp_path / "entries" / database.name, ENTRY_AFTER)
    for words in ("gach xanh", "moi truong", "Gạch Việt", "bac ninh"):
        assert await model.find("entries", words, 10, EVERYTHING) == ["entry-001"]


@pytest.mark.parametrize("viewer", VIEWERS)
async def test_the_index_finds_what_the_rule_of_rows_shows_and_knows_no_other_word(database, tmp_path, viewer):
    model, rule = ReadModel(database.client, tmp_path, SEARCHED), entry_rows(VIEWERS[viewer])
    model.take(database)
    rows = [_row(fact.event.model_dump(), word) for fact, word in zip(ENTRIES, WORDS, strict=True)]
    indexed(tmp_path / "entries" / database.name, *rows)
    shown = {row["_id"] for row in rows if rule.holds(row)}
    assert {*await model.find("entries", "gach", 10, rule)} == shown
    known = [row["_id"] for row in rows if row["_id"] in shown and "quantum" in row["title"]]
    mistyped = [row["_id"] for row in rows if row["_id"] in shown and "quantam" in row["title"]]
    assert await model.find("entries", "quantum", 10, rule) == (known or mistyped)
    assert await model.unknown("entries", "quantum", rule) == ([] if known else ["quantum"])


def test_a_stub_is_not_found():
    assert texts_of({**ENTRY_AFTER, "v": {"organisation": 1}}) is None
