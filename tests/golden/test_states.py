"""Every shape of every stored state has a golden document that today's code loads: what was stored stays readable."""

import importlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from shared.bus.nouns import Noun
from shared.bus.states import StateForm
from tests.architecture.tree import services

FOLDER = Path(__file__).parent / "states"
NAME = re.compile(r"(?P<noun>[a-z_]+)(-[a-z_]+)?\.shape(?P<shape>\d+)\.json")
"""`entry.shape1.json`, and `entry-draft.shape1.json` where one document can't hold every field."""


def nouns() -> dict[str, Noun[Any]]:
    found = (n for name in services() for n in importlib.import_module(f"services.{name}.handlers").NOUNS)
    return {noun.name: noun for noun in reversed(list(found))}  # every service's jobs are alike


def goldens() -> dict[str, tuple[str, int]]:
    """File → noun and shape."""
    matches = {p.name: NAME.fullmatch(p.name) for p in sorted(FOLDER.iterdir())}
    return {name: (m["noun"], int(m["shape"])) for name, m in matches.items() if m}


def data_of(file: str) -> dict[str, Any]:
    return dict(json.loads((FOLDER / file).read_text(encoding="utf-8")))


@pytest.mark.parametrize("file", goldens())
def test_a_golden_state_is_loaded_by_todays_code(file):
    name, shape = goldens()[file]
    noun = nouns()[name]
    form: StateForm[Any] = StateForm(noun)
    state = form.load(shape, data_of(file))
    if shape == noun.shape:
        assert form.changes(None, state) == data_of(file)


@pytest.mark.parametrize("name", nouns())
def test_every_field_of_todays_shape_is_filled_in_some_golden_state(name):
    shape = nouns()[name].shape
    filled = [data_of(file) for file, golden in goldens().items() if golden == (name, shape)]
    fields = {field for data in filled for field, value in data.items() if value not in (None, [], {})}
    assert fields == set(nouns()[name].state.__dataclass_fields__)


def test_every_shape_has_a_golden_state_and_none_is_left_without_its_noun():
    assert set(goldens().values()) == {(n.name, shape) for n in nouns().values() for shape in range(1, n.shape + 1)}
