"""The pictures under docs: one of each page at each width, and light."""

from tests.gateway.pages.shots import FOLDER, SHOTS, WIDTHS

MOST = 4_000_000
"""Bytes of all together."""


def test_every_picture_is_there_and_no_other():
    made = {f"{shot.name}-{size}.png" for shot in SHOTS for size in WIDTHS}
    assert {path.name for path in FOLDER.iterdir()} == made, "`make shots` takes them"


def test_together_they_are_light():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= MOST
