"""A box opens under its key, as what it was sealed as, for whom it was sealed, and in no other way."""

import pytest

from shared.contracts.personal import PersonText
from shared.sealing import new_key, seal, unseal

KEY = new_key()
BOX = seal(KEY, "person-lan-0001", "entry.note", "Hai bạn chuyển việc 🌾")


def test_a_box_opens_as_what_it_was_sealed_as():
    assert unseal(KEY, "person-lan-0001", "entry.note", BOX) == "Hai bạn chuyển việc 🌾"


@pytest.mark.parametrize(
    ("key", "person", "purpose", "box"),
    [
        (KEY, "person-minh-002", "entry.note", BOX),
        (KEY, "person-lan-0001", "entry.review", BOX),
        (new_key(), "person-lan-0001", "entry.note", BOX),
        (KEY, "person-lan-0001", "entry.note", BOX[:-4]),
        (KEY, "person-lan-0001", "entry.note", BOX[:20] + ("A" if BOX[20] != "A" else "B") + BOX[21:]),
        (KEY, "person-lan-0001", "entry.note", ""),
    ],
)
def test_any_other_way_it_does_not_open(key, person, purpose, box):
    assert unseal(key, person, purpose, box) is None


@pytest.mark.parametrize("text", ["", "x", "ộ" * 2_000])
def test_a_box_has_the_form_that_contracts_allow(text):
    sealed = seal(KEY, "person-lan-0001", "entry.note", text)
    assert PersonText(subject="person-lan-0001", sealed=sealed).sealed == sealed
