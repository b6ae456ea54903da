"""What one may not read has no say in any answer: not by its words, not by how rare it makes them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from shared.search.parts import PartedIndex, PartedWriter

WEIGHTS = {"name": 3, "text": 1}
HUE, VINH = "tenant-hue", "tenant-vinh"
Facts = Mapping[str, str]
DOCUMENTS = (
    (HUE, "h1", "person-lan", "Gạch xanh", "vật liệu từ tro bay, quantam"),
    (HUE, "h2", "person-lan", "Gạch đỏ", "vật liệu nung, blockchian"),
    (HUE, "h3", "person-minh", "Đèn đường", "tiết kiệm điện"),
    (VINH, "v1", "person-an", "Gạch Vinh", "vật liệu"),
)
QUESTIONS = ("quantum", "blockchain", "quantum blockchain", "gach", "gạch vật liệu", "qua", "vat lieu quan")
OF_HUE: tuple[Facts, ...] = ({"tenant_id": HUE},)
OF_LAN: tuple[Facts, ...] = ({"submitted_by": "person-lan"},)


def index_of(folder: Path, *documents: tuple[str, str, str, str, str]) -> PartedIndex:
    with PartedWriter(folder, WEIGHTS) as writer:
        for tenant, id_, person, name, text in documents:
            facts = {"tenant_id": tenant, "submitted_by": person}
            writer.part(tenant).put(id_, {"name": name, "text": text}, facts)
        writer.commit()
    return PartedIndex(folder, WEIGHTS, "tenant_id")


def ids(index: PartedIndex, text: str, allowed: tuple[Facts, ...]) -> list[str]:
    return [id_ for id_, _ in index.search(text, 10, allowed)]


@pytest.fixture(scope="module")
def province(tmp_path_factory) -> PartedIndex:
    return index_of(tmp_path_factory.mktemp("parts"), *DOCUMENTS)


def test_a_word_of_another_tenant_changes_neither_answers_nor_scores(tmp_path, province):
    words = [(VINH, f"v{i}", "person-an", "Quantum", "quantum blockchain gạch xanh") for i in range(2, 9)]
    fuller = index_of(tmp_path, *DOCUMENTS, *words)
    for text in QUESTIONS:
        assert fuller.search(text, 10, OF_HUE) == province.search(text, 10, OF_HUE)
    assert ids(province, "quantum", OF_HUE) == ["h1"]


def test_a_word_of_what_one_may_not_read_makes_no_word_of_ones_own_unknown(tmp_path, province):
    fuller = index_of(tmp_path, *DOCUMENTS, (HUE, "h9", "person-minh", "Quantum", "quantum blockchain"))
    assert ids(fuller, "quantum", OF_HUE) == ["h9"]
    for text in QUESTIONS:
        assert set(ids(fuller, text, OF_LAN)) == set(ids(province, text, OF_LAN))
    assert ids(fuller, "quantum", OF_LAN) == ["h1"]


@pytest.mark.parametrize(
    ("text", "allowed", "unknown"),
    [
        ("Gạch quantum blockchain", OF_HUE, ["quantum", "blockchain"]),
        ("gach quan", OF_HUE, []),
        ("gach quan ", OF_HUE, ["quan"]),
        ("đèn đường", OF_LAN, ["đèn", "đường"]),
        ("vinh Vinh", OF_HUE, ["vinh"]),
        ("vinh", ({},), []),
        ("…", ({},), []),
    ],
)
def test_words_that_nothing_allowed_has_are_named_as_they_were_typed(province, text, allowed, unknown):
    assert province.unknown(text, allowed) == unknown


@pytest.mark.parametrize(
    ("allowed", "found"),
    [
        (({},), {"h1", "h2", "v1"}),
        (OF_HUE, {"h1", "h2"}),
        (({"tenant_id": VINH},), {"v1"}),
        (({"tenant_id": VINH}, {"submitted_by": "person-lan"}), {"h1", "h2", "v1"}),
        (({"tenant_id": VINH, "submitted_by": "person-lan"},), set()),
        ((), set()),
    ],
)
def test_only_what_is_allowed_is_found(province, allowed, found):
    assert {*ids(province, "gạch vật liệu", allowed)} == found


def test_the_best_of_all_parts_come_first_and_no_more_than_were_asked_for(province):
    scores = [score for _, score in province.search("gạch vật liệu", 10)]
    assert scores == sorted(scores, reverse=True)
    assert len(province.search("gạch vật liệu", 2)) == 2


def test_a_part_that_comes_later_is_searched_too(tmp_path):
    index = index_of(tmp_path, DOCUMENTS[0])
    assert ids(index, "gạch", ({},)) == ["h1"]
    index_of(tmp_path, DOCUMENTS[3])
    assert {*ids(index, "gạch", ({},))} == {"h1", "v1"}


def test_where_nothing_was_built_there_is_no_index(tmp_path):
    with pytest.raises(FileNotFoundError):
        PartedIndex(tmp_path / "none", WEIGHTS, "tenant_id")
