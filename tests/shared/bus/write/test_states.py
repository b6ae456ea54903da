from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from pydantic import BaseModel

from shared.bus.states import NewerShape, StateForm, UnsuitableState, check_state_class
from shared.contracts.accounts.roles import Role
from tests.shared.bus.write.halls import HALLS, Hall


@dataclass
class Loose:
    name: str


class LooseValue(BaseModel):
    name: str


def state_with(annotation: object) -> type:
    return dataclass(frozen=True)(type("State", (), {"__annotations__": {"part": annotation}}))


@pytest.mark.parametrize(
    "annotation",
    [
        list[str],
        set[str],
        dict[str, str],
        Mapping[str, str],
        bytearray,
        tuple[list[str], ...],
        tuple[Loose, ...],
        LooseValue | None,
        state_with(dict),
    ],
)
def test_a_state_that_could_change_in_place_is_no_state(annotation):
    with pytest.raises(UnsuitableState, match="State"):
        check_state_class(state_with(annotation))


@pytest.mark.parametrize("annotation", [str, tuple[Role, ...], frozenset[int], datetime | None, Hall, tuple[str, int]])
def test_a_state_of_frozen_parts_is_taken(annotation):
    check_state_class(state_with(annotation))


@pytest.mark.parametrize("state", [Loose, LooseValue, str])
def test_a_state_is_a_frozen_dataclass(state):
    with pytest.raises(UnsuitableState):
        check_state_class(state)


def test_only_fields_that_changed_are_stored_in_json():
    form, at = StateForm(HALLS), datetime(2026, 3, 1, tzinfo=UTC)
    hall = Hall("Main", 2, ("a",))
    assert form.changes(hall, replace(hall, closes_at=at)) == {"closes_at": "2026-03-01T00:00:00Z"}


def test_what_is_stored_is_read_again():
    form, hall = StateForm(HALLS), Hall("Main", 2, ("a",), closes_at=datetime(2026, 3, 1, tzinfo=UTC))
    assert form.load(1, form.changes(None, hall)) == hall


def test_an_old_shape_is_brought_up_step_by_step():
    noun = replace(
        HALLS,
        shape=3,
        upcasts={1: lambda d: {**d, "name": d["title"]}, 2: lambda d: {**d, "name": d["name"].title()}},
    )
    assert StateForm(noun).load(1, {"title": "great hall"}) == Hall("Great Hall")
    assert StateForm(noun).load(2, {"name": "great hall"}) == Hall("Great Hall")


def test_a_newer_shape_is_not_read():
    with pytest.raises(NewerShape):
        StateForm(HALLS).load(2, {})


def test_a_shape_without_its_upcast_stops_the_start():
    with pytest.raises(UnsuitableState, match="hall"):
        StateForm(replace(HALLS, shape=2))
