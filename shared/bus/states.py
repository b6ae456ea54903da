"""How a state is stored: JSON by field, in a numbered shape, only what changed."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Generic, TypeGuard, TypeVar, get_args, get_origin, get_type_hints

import orjson
from pydantic import BaseModel, TypeAdapter

from shared.bus.nouns import Noun, StateData

S = TypeVar("S")

_MUTABLE = (list, dict, set, bytearray, Mapping)


class UnsuitableState(TypeError):
    """A state class that can't be kept or stored safely; the text names the field."""


class NewerShape(ValueError):
    """A stored state that a newer release wrote: this one must not decide on it."""


def check_state_class(state: type[Any]) -> None:
    """Demands a frozen dataclass that holds only frozen things, however deep.

    The store keeps states between commands and compares them by identity: a list in one would change unseen.
    Raises `UnsuitableState`.
    """
    for place, found in _reached(state, state.__name__, set()):
        origin = get_origin(found) or found
        if found is Any or (isinstance(origin, type) and issubclass(origin, _MUTABLE)):
            raise UnsuitableState(f"{place} may be changed in place")
        if is_dataclass(found) and not _is_frozen(found):
            raise UnsuitableState(f"{place}: {found} is not frozen")
        if _is_class(found) and issubclass(found, BaseModel) and not found.model_config.get("frozen"):
            raise UnsuitableState(f"{place}: {found.__name__} is not frozen")
    if not is_dataclass(state):
        raise UnsuitableState(f"{state.__name__} is no dataclass")


def _is_frozen(found: Any) -> bool:  # noqa: ANN401 - a dataclass carries its parameters so
    return bool(found.__dataclass_params__.frozen)


def _reached(found: Any, place: str, seen: set[Any]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any annotation
    if found in seen:
        return
    seen.add(found)
    yield place, found
    for inner in get_args(found):
        if _is_annotation(inner):
            yield from _reached(inner, place, seen)
    for name, hint in _fields_of(found).items():
        if _is_annotation(hint):
            yield from _reached(hint, f"{place}.{name}", seen)


def _is_class(found: Any) -> TypeGuard[type]:  # noqa: ANN401 - any annotation
    return isinstance(found, type) and get_origin(found) is None  # list[int] says that it is a type, too


def _is_annotation(found: Any) -> bool:  # noqa: ANN401 - a literal's values stand among the annotations
    return found is Any or isinstance(found, type) or get_origin(found) is not None


def _fields_of(found: Any) -> dict[str, Any]:  # noqa: ANN401 - any annotation
    if is_dataclass(found):
        names = {field.name for field in fields(found)}
    elif _is_class(found) and issubclass(found, BaseModel):
        names = set(found.model_fields)
    else:
        return {}
    return {name: hint for name, hint in get_type_hints(found).items() if name in names}


class StateForm(Generic[S]):
    """Turns the states of a noun into what is stored and back."""

    def __init__(self, noun: Noun[S]) -> None:
        check_state_class(noun.state)
        if set(noun.upcasts) != set(range(1, noun.shape)):
            raise UnsuitableState(f"{noun.name}: shape {noun.shape} needs an upcast from each shape before it")
        self.shape = noun.shape
        self._noun, self._upcasts = noun.name, noun.upcasts
        self._whole: TypeAdapter[S] = TypeAdapter(noun.state)
        hints = get_type_hints(noun.state, include_extras=True)
        names = [field.name for field in fields(noun.state)]  # type: ignore[arg-type]  # checked above
        self._fields: dict[str, TypeAdapter[Any]] = {name: TypeAdapter(hints[name]) for name in names}

    def changes(self, old: S | None, new: S) -> StateData:
        """The fields that are another object than before, in JSON mode; all of them where there was no state."""
        return {
            name: adapter.dump_python(value, mode="json")
            for name, adapter in self._fields.items()
            if (value := getattr(new, name)) is not getattr(old, name, self)
        }

    def load(self, shape: int, data: StateData) -> S:
        """The state from stored data of any shape up to today's.

        Raises `NewerShape` for what a newer release wrote, and `pydantic.ValidationError` for data that does not fit.
        """
        if shape > self.shape:
            raise NewerShape(f"{self._noun} of shape {shape}; this release reads up to {self.shape}")
        for step in range(shape, self.shape):
            data = self._upcasts[step](data)
        return self._whole.validate_python(data)


def sizes_of(data: StateData) -> dict[str, int]:
    """The bytes of each field as JSON."""
    return {name: len(orjson.dumps(value)) for name, value in data.items()}
