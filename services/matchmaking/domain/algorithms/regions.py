"""The regions of Viet Nam that its provinces lie in: what is near, where no distance is known."""

from collections.abc import Mapping
from enum import StrEnum


class Region(StrEnum):
    """The six regions, with the provinces of July 2025."""

    NORTHERN_MOUNTAINS = "northern_mountains"
    RED_RIVER_DELTA = "red_river_delta"
    NORTH_CENTRAL = "north_central"
    SOUTH_CENTRAL = "south_central"
    SOUTH_EAST = "south_east"
    MEKONG_DELTA = "mekong_delta"


_PROVINCES: Mapping[Region, str] = {
    Region.NORTHERN_MOUNTAINS: "04 08 11 12 14 15 19 20 25",
    Region.RED_RIVER_DELTA: "01 22 24 31 33 37",
    Region.NORTH_CENTRAL: "38 40 42 44 46",
    Region.SOUTH_CENTRAL: "48 51 52 56 66 68",
    Region.SOUTH_EAST: "75 79 80",
    Region.MEKONG_DELTA: "82 86 91 92 96",
}
_REGIONS: Mapping[str, Region] = {code: region for region, codes in _PROVINCES.items() for code in codes.split()}


def region_of(province: str) -> Region | None:
    """The region of a province's code."""
    return _REGIONS.get(province)
