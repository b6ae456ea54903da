"""How well what is offered and what is needed find each other, by the index and the scores that run live.

The figures are printed; the gates are those of the specification. SBIR: real calls of agencies, the firms that won
them, and firms that won others.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from services.matchmaking.domain.listing import Facts
from services.matchmaking.handlers.matching import SCORED, pairs_of
from services.matchmaking.store.index import FolderIndex
from shared.contracts.exchange.values import Direction, SubjectKind
from shared.search.text import fold
from tests.architecture.tree import ROOT

DATA = ROOT.parent / "shared" / "data"
SBIR, XQUAD = DATA / "sbir_matching", DATA / "xquad_r_vi_en"
TENANT = "tenant00"
needs_sbir = pytest.mark.skipif(not SBIR.exists(), reason="the calls are not beside the project: sbir_matching")
needs_xquad = pytest.mark.skipif(not XQUAD.exists(), reason="the questions are not beside the project: xquad_r_vi_en")


def lines(path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def facts(id_: str, direction: Direction) -> Facts:
    """A listing that says nothing but its text."""
    return Facts(id_, TENANT, f"owner-{id_}", False, 1, direction, SubjectKind.TECHNOLOGY, "other")


def put(index: FolderIndex, direction: Direction, texts: Mapping[str, Mapping[str, str]]) -> None:
    for id_, text in texts.items():
        index.put(index.entry(facts(id_, direction), text), text)


class Sbir:
    def __init__(self) -> None:
        self.needs = {need["id"]: need for need in lines(SBIR / "needs.jsonl")}
        self.offers = {offer["offer_id"]: offer["abstract"] for offer in lines(SBIR / "offers.jsonl")}
        self.others = {offer["offer_id"]: offer["abstract"] for offer in lines(SBIR / "distractor_offers.jsonl")}
        self.won: Mapping[str, set[str]] = defaultdict(set)
        for pair in lines(SBIR / "qrels.jsonl"):
            self.won[pair["need_id"]].add(pair["offer_id"])

    def need(self, id_: str) -> Mapping[str, str]:
        return {"title": self.needs[id_]["title"], "description": self.needs[id_]["description"]}

    def fitting(self, offer_id: str) -> set[str]:
        """The needs that it won, with those of the same text."""
        won = [need_id for need_id, offers in self.won.items() if offer_id in offers]
        return {*won, *(same for need_id in won for same in self.needs[need_id]["same_text_as"])}


@pytest.fixture(scope="module")
def sbir() -> Sbir:
    return Sbir()


@pytest.fixture(scope="module")
def index(sbir, tmp_path_factory) -> Iterator[FolderIndex]:
    found = FolderIndex(tmp_path_factory.mktemp("sbir"))
    put(found, Direction.NEED, {id_: sbir.need(id_) for id_ in sbir.needs})
    put(found, Direction.OFFER, {id_: {"description": text} for id_, text in {**sbir.offers, **sbir.others}.items()})
    found.commit()
    yield found
    found.close()


def queried(index: FolderIndex, id_: str, direction: Direction, texts: Mapping[str, str]) -> list[str]:
    """In the order of the index's answer."""
    return [e.facts.listing_id for e in index.candidates(index.entry(facts(id_, direction), texts), SCORED)]


def scored(index: FolderIndex, id_: str, direction: Direction, texts: Mapping[str, str]) -> list[str]:
    """In the order of the scores."""
    pairs = pairs_of(index.entry(facts(id_, direction), texts), index)
    return [(p.need if direction is Direction.OFFER else p.offer).listing_id for p in pairs]


def average_precision(found: Sequence[str], fitting: set[str]) -> float:
    hits = [at for at, id_ in enumerate(found, 1) if id_ in fitting]
    return sum(number / at for number, at in enumerate(hits, 1)) / len(fitting)


@needs_sbir
@pytest.mark.parametrize("ranked", [queried, scored])
def test_an_offer_finds_its_need_among_the_first_ten(sbir, index, ranked):
    found = {id_: ranked(index, id_, Direction.OFFER, {"description": text})[:10] for id_, text in sbir.offers.items()}
    hits = sum(bool(sbir.fitting(id_) & set(needs)) for id_, needs in found.items())
    print(f"offer → need, {ranked.__name__}: R@10 {hits} of {len(found)}")
    assert (len(found), hits >= 164) == (174, True)


@needs_sbir
@pytest.mark.parametrize("ranked", [queried, scored])
def test_a_need_finds_its_offers_among_many_others(sbir, index, ranked):
    found = {id_: ranked(index, id_, Direction.NEED, sbir.need(id_)) for id_ in sbir.won}
    mean = sum(average_precision(ids, sbir.won[id_]) for id_, ids in found.items()) / len(found)
    print(f"need → offer, {ranked.__name__}: MAP {mean:.3f}")
    assert mean >= 0.616


@pytest.fixture(scope="module")
def paragraphs(tmp_path_factory) -> Iterator[FolderIndex]:
    found = FolderIndex(tmp_path_factory.mktemp("xquad"))
    put(found, Direction.OFFER, {p["id"]: {"description": p["vi"]} for p in lines(XQUAD / "paragraphs.jsonl")})
    found.commit()
    yield found
    found.close()


@needs_xquad
@pytest.mark.parametrize(("name", "typed", "gate"), [("as written", str, 0.92), ("without diacritics", fold, 0.90)])
def test_a_vietnamese_question_finds_its_paragraph(paragraphs, name, typed, gate):
    questions = list(lines(XQUAD / "questions.jsonl"))
    found = [queried(paragraphs, q["id"], Direction.NEED, {"title": typed(q["vi"])})[:1] for q in questions]
    first = sum(ids == [q["para"]] for ids, q in zip(found, questions, strict=True)) / len(questions)
    print(f"{name}: R@1 {first:.3f}")
    assert first >= gate
