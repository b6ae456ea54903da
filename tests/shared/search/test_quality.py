"""How well real Vietnamese questions find their paragraphs: 612 of them, among 120 (XQuAD-R).

The figures are printed; the gates are those of the specification.
"""

import json
import random
from collections.abc import Callable, Iterator

import pytest

from shared.search.index import SearchIndex
from shared.search.text import fold
from tests.architecture.tree import ROOT

DATA = ROOT.parent / "shared" / "data" / "xquad_r_vi_en"
LETTERS = "abcdeghiklmnopqrstuvxy"

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the questions are not beside the project: xquad_r_vi_en")


def lines(name: str) -> Iterator[dict[str, str]]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


@pytest.fixture(scope="module")
def index(tmp_path_factory) -> SearchIndex:
    index = SearchIndex.open(tmp_path_factory.mktemp("xquad"), {"text": 1}, create=True)
    with index.writer() as writer:
        for paragraph in lines("paragraphs.jsonl"):
            writer.put(paragraph["id"], {"text": paragraph["vi"]})
        writer.commit()
    return index


def mistyped(text: str) -> str:
    """A fifth of the longer words with a letter lost, swapped or wrong; the same for the same text."""
    dice = random.Random(text)
    words = []
    for word in text.split():
        if len(word) > 3 and dice.random() < 0.2:
            at = dice.randrange(len(word) - 1)
            head, one, two, tail = word[:at], word[at], word[at + 1], word[at + 2 :]
            word = dice.choice([head + two + tail, head + two + one + tail, head + dice.choice(LETTERS) + two + tail])
        words.append(word)
    return " ".join(words)


@pytest.mark.parametrize(
    ("name", "typed", "gate"),
    [("as written", str, 0.92), ("without diacritics", fold, 0.90), ("a fifth mistyped", mistyped, 0.90)],
)
def test_questions_find_their_paragraphs(index, name, typed: Callable[[str], str], gate):
    questions = list(lines("questions.jsonl"))
    found = [[id_ for id_, _ in index.search(typed(q["vi"]), 10)] for q in questions]
    first = sum(ids[:1] == [q["para"]] for ids, q in zip(found, questions, strict=True)) / len(questions)
    ten = sum(q["para"] in ids for ids, q in zip(found, questions, strict=True)) / len(questions)
    print(f"{name}: R@1 {first:.3f}  R@10 {ten:.3f}")
    assert first >= gate


def test_the_data_is_what_the_gates_were_set_on():
    assert (len(list(lines("paragraphs.jsonl"))), len(list(lines("questions.jsonl")))) == (120, 612)
