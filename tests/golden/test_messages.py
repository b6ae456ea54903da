"""Every version of every told event has a golden message that today's code reads; what was once told stays readable."""

import importlib
import json
from pathlib import Path

import pytest

from shared.contracts.events import Told, told_event, told_events
from tests.architecture.tree import owners

FOLDER = Path(__file__).parent / "messages"


def versions() -> list[tuple[str, int]]:
    for owner in owners():
        importlib.import_module(f"shared.contracts.{owner}.events")
    own = [e for owner in owners() for e in told_events(owner)]
    return [(e.wire, version) for e in own for version in range(1, e.version + 1)]


def golden(wire: str, version: int) -> dict[str, object]:
    return dict(json.loads((FOLDER / f"{wire}.v{version}.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize(("wire", "version"), versions())
def test_a_golden_message_is_read_by_todays_code(wire, version):
    event = told_event(wire)
    assert event is not None
    read = event.read(version, golden(wire, version))
    if version == event.version:
        assert json.loads(read.model_dump_json()) == golden(wire, version)


def test_no_golden_message_is_left_without_its_event():
    assert {p.name for p in FOLDER.iterdir()} == {f"{wire}.v{version}.json" for wire, version in versions()}


@pytest.mark.parametrize(("wire", "version"), versions())
def test_a_reader_ignores_what_a_later_version_adds(wire, version):
    event = told_event(wire)
    assert event is not None
    later = {**golden(wire, version), "added_later": {"deep": [1]}}
    assert event.read(event.version + 1, golden(wire, version)) == event.read(event.version + 1, later)


def test_an_older_version_is_upcast_step_by_step():
    class Renamed(
        Told,
        wire="golden.renamed",
        version=3,
        topic="techfest.golden.v1",
        about="thing_id",
        upcasts={1: lambda d: {**d, "title": d["name"]}, 2: lambda d: {**d, "size": 0}},
    ):
        """Version 1 said `name`, version 2 `title`, version 3 adds `size`."""

        thing_id: str
        title: str
        size: int

    assert Renamed.read(1, {"thing_id": "a", "name": "x"}) == Renamed(thing_id="a", title="x", size=0)
    assert Renamed.read(3, {"thing_id": "a", "title": "x", "size": 4}) == Renamed(thing_id="a", title="x", size=4)


def test_a_version_without_its_upcast_is_refused_where_it_is_declared():
    with pytest.raises(TypeError, match="upcast"):

        class Forgotten(Told, wire="golden.forgotten", version=2, topic="techfest.golden.v1", about="thing_id"):
            """Version 2 without the way from version 1."""

            thing_id: str
