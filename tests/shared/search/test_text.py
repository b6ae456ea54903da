"""Text is searched in one form, however it was typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.search.text import bigrams, fold, has_marks, normal, tokens, trigrams


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị Hoà", "dang thi hoa"),
        ("ĐƯỜNG SẮT đô thị", "duong sat do thi"),
        ("Nghệ thuật ẩm thực Huế", "nghe thuat am thuc hue"),
        ("Café Zürich", "cafe zurich"),
        ("plain words", "plain words"),
    ],
)
def test_folding_takes_all_marks_and_strokes(text, folded):
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


def test_what_looks_the_same_is_the_same():
    assert normal(unicodedata.normalize("NFD", "Nông nghiệp SỐ")) == "nông nghiệp số"


@pytest.mark.parametrize(("text", "marked"), [("nong nghiep", False), ("NÔNG", True), ("di", False), ("đi", True)])
def test_marks_are_seen(text, marked):
    assert has_marks(text) is marked


def test_tokens_are_runs_of_letters_and_digits():
    assert tokens("Trí-tuệ_nhân tạo (AI) 4.0: “mới”!") == ["trí", "tuệ", "nhân", "tạo", "ai", "4", "0", "mới"]
    assert tokens("… — !?") == []
    assert tokens("x" * 100) == ["x" * 60]


def test_pairs_and_grams():
    assert bigrams(["nong", "nghiep", "so"]) == ["nong_nghiep", "nghiep_so"]
    assert bigrams(["so"]) == []
    assert trigrams("ai") == ["_ai", "ai_"]
    assert trigrams("a") == ["_a_"]


@given(st.text(max_size=200))
def test_any_text_is_taken_apart_alike_in_every_normal_form(text):
    forms = {tuple(tokens(unicodedata.normalize(form, text))) for form in ("NFC", "NFD")}
    assert forms == {tuple(tokens(text))}
    assert all(not set(token) & set(" _\n") and fold(fold(token)) == fold(token) for token in tokens(text))
