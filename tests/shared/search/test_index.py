"""What was put in is found, by any text that a person may type."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from shared.search.index import IndexUnusable, SearchIndex

WEIGHTS = {"name": 4, "text": 1}
DOCUMENTS = {
    "rice": {"name": "Lúa Sạch", "text": "Nông nghiệp số cho đồng bằng sông Cửu Long, cảm biến đo độ mặn"},
    "road": {"name": "Đường Xanh", "text": "Giao thông công cộng, xe buýt điện, vé điện tử"},
    "medi": {"name": "MediBot", "text": "Robots that carry medicine through hospitals"},
    "dark": {"name": "Đen", "text": "Phim trường và hậu kỳ"},
    "firm": {"name": "Rice Road", "text": "A marketplace; nothing about medicine"},
}


def filled(folder: Path) -> SearchIndex:
    index = SearchIndex.open(folder / "index", WEIGHTS, create=True)
    with index.writer() as writer:
        for id_, texts in DOCUMENTS.items():
            writer.put(id_, texts)
        writer.commit()
    return index


@pytest.fixture(scope="module")
def index(tmp_path_factory) -> SearchIndex:
    return filled(tmp_path_factory.mktemp("search"))


def ids(index: SearchIndex, text: str) -> list[str]:
    return [id_ for id_, _ in index.search(text, 10)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("nông nghiệp", ["rice"]),
        ("nong nghiep", ["rice"]),
        ("NONG NGHIEP SO", ["rice"]),
        (unicodedata.normalize("NFD", "Nông NGHIỆP"), ["rice"]),
        ("duong xanh", ["road"]),
        ("đường", ["road"]),
        ("den", ["dark"]),
        ("xe bu", ["road"]),
        ("hospit", ["medi"]),
        ("hopsitals", ["medi"]),
        ("nông nghiệo", ["rice"]),
        ("medicine", ["medi", "firm"]),
        ("rice road", ["firm"]),
        ("blockchain quantum", []),
    ],
)
def test_it_is_found_as_typed_without_marks_unfinished_and_mistyped(index, typed, found):
    assert ids(index, typed)[: len(found) or None] == found


def test_what_is_called_so_comes_first(tmp_path):
    index = SearchIndex.open(tmp_path, WEIGHTS, create=True)
    with index.writer() as writer:
        writer.put("long", {"name": "Green Road Works", "text": "green road green road green road"})
        writer.put("same", {"name": "Green Road", "text": "transport"})
        writer.commit()
    assert ids(index, "green road") == ["same", "long"]


def test_marks_that_were_typed_tell_words_apart(tmp_path):
    index = SearchIndex.open(tmp_path, WEIGHTS, create=True)
    with index.writer() as writer:
        for id_, name in [("ghost", "ma"), ("mother", "má"), ("rice", "mạ")]:
            writer.put(id_, {"name": f"{name} một", "text": ""})
        writer.commit()
    assert [ids(index, f"{name} một")[0] for name in ("ma", "má", "mạ")] == ["ghost", "mother", "rice"]
    assert {*ids(index, "ma mot")} == {"ghost", "mother", "rice"}


@pytest.mark.parametrize("text", ["", "   ", "…—!?", "\0", "\ud800", "\u0301", "()", '"', "*", "̣"])
def test_a_text_without_words_finds_nothing(index, text):
    assert index.search(text, 10) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(text=st.text(max_size=80) | st.text(alphabet='abđ :"*~^()[]{}+-/\\!?AND OR NOT_.', max_size=40))
@example(text='name:lúa AND (text:"x" OR *) -y ^2 ~')
@example(text="[a TO z]")
@example(text="a" * 70_000)
@example(text="a b " * 5_000)
def test_nothing_that_is_typed_is_syntax(index, text):
    assert all(score > 0 for _, score in index.search(text, 10))


def test_no_more_are_found_than_were_asked_for(index):
    assert len(index.search("medicine", 1)) == 1
    assert index.search("medicine", 0) == []


def test_a_document_is_replaced_and_taken_away(tmp_path):
    index = filled(tmp_path)
    with index.writer() as writer:
        writer.put("rice", {"name": "Cà Phê", "text": ""})
        writer.delete("dark")
        writer.commit()
    assert (ids(index, "nông nghiệp"), ids(index, "cà phê"), ids(index, "phim trường")) == ([], ["rice"], [])
    assert index.count() == len(DOCUMENTS) - 1


def test_a_reader_sees_what_another_has_committed_and_nothing_before(tmp_path):
    index = filled(tmp_path)
    reader = SearchIndex.open(tmp_path / "index", WEIGHTS)
    with index.writer() as writer:
        writer.put("tea", {"name": "Trà Shan Tuyết", "text": ""})
        assert ids(reader, "shan tuyết") == []
        writer.commit()
        assert ids(reader, "shan tuyết") == ["tea"]


def test_one_writes_at_a_time(tmp_path):
    index = filled(tmp_path)
    with index.writer(), pytest.raises(ValueError, match="Lock"):
        SearchIndex.open(tmp_path / "index", WEIGHTS).writer()
    index.writer().close()


def test_a_folder_without_an_index_is_told_from_an_unusable_one(tmp_path):
    with pytest.raises(FileNotFoundError):
        SearchIndex.open(tmp_path / "none", WEIGHTS)
    (tmp_path / "meta.json").write_text("{}")
    with pytest.raises(IndexUnusable):
        SearchIndex.open(tmp_path, WEIGHTS)
