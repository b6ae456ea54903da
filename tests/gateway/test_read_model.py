"""The process that answers reads the read model that is current, and searches the index beside it."""

import pytest

from gateway.graph.errors import Denied
from gateway.projections.searching import WEIGHTS, texts_of
from gateway.read_model import ReadModel
from shared.bus.projected import News
from shared.errors import Unavailable
from shared.search.index import SearchIndex
from tests.gateway.projections.test_projections import ENTRY_AFTER

pytestmark = pytest.mark.real


def indexed(folder, row) -> None:
    texts = texts_of(row)
    assert texts is not None
    with SearchIndex.open(folder, WEIGHTS, create=True).writer() as writer:
        writer.put(row["_id"], texts)
        writer.commit()


async def test_before_the_first_read_model_nothing_is_answered(database, tmp_path):
    model = ReadModel(database.client, tmp_path, WEIGHTS)
    with pytest.raises(Unavailable):
        model.rows()


async def test_another_read_model_is_read_from_the_moment_that_it_is_told(database, tmp_path):
    model = ReadModel(database.client, tmp_path, WEIGHTS)
    model.hear(News("test_one", {"entry-001": 1}, ["entries:entry-001"]))
    model.take(database)
    model.hear(News("test_two", swap=True))
    assert model.database.name == "test_two"


async def test_the_index_of_the_current_read_model_is_searched(database, tmp_path):
    model = ReadModel(database.client, tmp_path, WEIGHTS)
    model.take(database)
    with pytest.raises(Denied) as refused:
        await model.find("gạch", 10)
    assert refused.value.extensions == {"code": "search_unavailable"}
    indexed(tmp_path / database.name, ENTRY_AFTER)
    assert [await model.find(words, 10) for words in ("gach xanh", "moi truong", "Gạch Việt", "bac ninh")] == [
        ["entry-001"]
    ] * 4


def test_a_stub_is_not_found():
    assert texts_of({**ENTRY_AFTER, "v": {"organisation": 1}}) is None
