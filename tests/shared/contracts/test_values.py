"""Texts: composed, and fit to be shown to others; what was stored before a rule was made stays readable."""

import json
import unicodedata

import pytest
from pydantic import ValidationError

from shared.contracts.accounts.commands import RegisterOrganisation, RegisterPerson
from shared.contracts.registration.values import EntryAnswers
from tests.builders import accounts as build
from tests.builders.edges import body_of

LINES = "title", "summary"
PROSE = "description"


def sent(**given):
    """As it comes in."""
    return EntryAnswers.model_validate_json(json.dumps({"title": "Nấm Việt", **given}))


def stored(**given):
    """As it is read again."""
    return EntryAnswers.model_validate({"title": "Nấm Việt", **given})


@pytest.mark.parametrize("read", [sent, stored])
@pytest.mark.parametrize("place", [*LINES, PROSE])
def test_what_looks_the_same_is_the_same(read, place):
    decomposed = unicodedata.normalize("NFD", "Nấm Việt Bắc Ninh")
    assert getattr(read(**{place: decomposed}), place) == "Nấm Việt Bắc Ninh"


def test_the_limit_counts_composed_letters():
    assert len(sent(title=unicodedata.normalize("NFD", "ệ" * 200)).title) == 200


UNFIT = ["\x00", "\x1b", "\x7f", "\x85", "\x9f", "\u2028", "\u2029", "\u202a", "\u202e", "\u2066", "\u2069"]


@pytest.mark.parametrize("place", [*LINES, PROSE])
@pytest.mark.parametrize("char", UNFIT, ids=ascii)
def test_a_text_holds_no_character_that_controls(place, char):
    for text in (f"a{char}b", f"{char}a", f"a{char}"):
        with pytest.raises(ValidationError) as refused:
            sent(**{place: text})
        assert [e["loc"] for e in refused.value.errors()] == [(place,)]


@pytest.mark.parametrize("char", UNFIT[3:], ids=ascii)
def test_what_was_stored_before_stays_readable(char):
    assert stored(description=f"a{char}b").description == f"a{char}b"


def test_only_prose_has_lines_and_tabs():
    assert sent(description="a\n\tb").description == "a\n\tb"
    for text in ("a\tb", "a\nb"):
        with pytest.raises(ValidationError):
            sent(title=text)


@pytest.mark.parametrize("place", [*LINES, PROSE])
@pytest.mark.parametrize("text", ["\u200b", "\ufeff", "\u3164", "\u2800 \u200d", "\u00ad\u2060", "\u200f"], ids=ascii)
def test_a_text_shows_something(place, text):
    with pytest.raises(ValidationError):
        sent(**{place: text})


@pytest.mark.parametrize("text", ["מיזם חדש", "مشروع \u200f2026", "क्‍ष", "👩‍🌾 Nấm ❤️", "می‌خواهم", "a\u200bb"], ids=ascii)
def test_texts_of_any_writing_are_taken(text):
    assert sent(title=text, description=text).title == text


def test_an_empty_text_stays_one():
    assert sent(summary="  ").summary == ""


def organisation(website):
    return RegisterOrganisation.model_validate_json(
        json.dumps({**body_of(build.register_organisation()), "website": website})
    )


def person(mail):
    return RegisterPerson.model_validate_json(json.dumps({**body_of(build.register_person()), "mail": mail}))


@pytest.mark.parametrize("char", [*UNFIT, "\u200b", "\u00ad", "\u200f", "\ufeff", "\t"], ids=ascii)
def test_an_address_holds_nothing_that_cannot_be_seen(char):
    for make, address in ((organisation, f"https://nam{char}viet.example"), (person, f"la{char}n@example.vn")):
        with pytest.raises(ValidationError):
            make(address)


def test_an_address_is_composed():
    decomposed = unicodedata.normalize("NFD", "nấm")
    assert organisation(f"https://{decomposed}.example").website == "https://nấm.example"
    assert person(f"{decomposed}@example.vn").mail == "nấm@example.vn"
    assert organisation(None).website is None
