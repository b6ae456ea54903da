"""The taxonomy of sectors: one tree, whose first level is the list that organisations choose from."""

from itertools import product

import pytest
from pydantic import TypeAdapter, ValidationError

from shared.contracts.accounts.values import Sector
from shared.contracts.sectors import LONGEST, SECTORS, SectorCode, ancestry, distance, top_of

CODE: TypeAdapter[str] = TypeAdapter(SectorCode)


def test_the_first_level_is_the_list_that_organisations_choose_from():
    assert [code for code, node in SECTORS.items() if node.parent is None] == [sector.value for sector in Sector]


def test_every_sector_stands_below_its_parent_and_is_named_in_both_languages():
    for code, node in SECTORS.items():
        assert (node.code, node.parent) == (code, code.rpartition(".")[0] or None)
        assert node.name.vi
        assert node.name.en


def test_codes_of_others_stand_beside_it():
    node = SECTORS["agriculture.postharvest"]
    assert (node.vsic, node.ipc) == (("01", "10"), ("A01F", "F26B", "A23B"))


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("agriculture.crops", "agriculture.crops", 0),
        ("agriculture.crops", "agriculture", 1),
        ("agriculture.crops", "agriculture.forestry", 2),
        ("agriculture", "food", 2),
        ("agriculture.crops", "food", 3),
        ("agriculture.crops", "food.processing", 4),
    ],
)
def test_the_distance_counts_the_steps_along_the_tree(one, other, steps):
    assert distance(one, other) == distance(other, one) == steps


def test_no_distance_is_longer_than_the_longest_and_none_is_shorter_through_a_third():
    codes = list(SECTORS)[:20]
    assert max(distance(a, b) for a, b in product(SECTORS, SECTORS)) == LONGEST
    assert all(distance(a, c) <= distance(a, b) + distance(b, c) for a, b, c in product(codes, codes, codes))


def test_a_sector_knows_what_it_is_within():
    assert ancestry("energy.solar") == ("energy.solar", "energy")
    assert top_of("energy.solar") is Sector.ENERGY


@pytest.mark.parametrize("code", ["energy.coal", "nothing", "Energy", "energy.", ""])
def test_what_is_no_sector_is_refused(code):
    with pytest.raises(ValidationError):
        CODE.validate_python(code)
