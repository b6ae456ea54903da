"""Events: told ones are published and belong to the contract, kept ones change the state and never leave."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict

Data = dict[str, Any]
Upcast = Callable[[Data], Data]

_told: dict[str, type["Told"]] = {}


def unchanged(data: Data) -> Data:
    """The upcast to a version that only adds what may be missing."""
    return data


class Event(BaseModel):
    """A fact. It says the whole new value of what changed, never a delta."""

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)


class Kept(Event):
    """A fact that stays within its service: drafts, notes, marks not yet handed in."""


class UnreadableEvent(ValueError):
    """A message that today's code can't read: no class for its wire name, or data that does not fit."""


class Told(Event):
    """A fact that is published.

    `wire` and `version` are written down, not derived, so that a class can be renamed. A reader ignores unknown
    fields and accepts any higher (additive) version; `upcasts[n]` brings data of version n to n + 1.
    `about` names the field that holds the aggregate's id.
    """

    wire: ClassVar[str]
    version: ClassVar[int]
    topic: ClassVar[str]
    about: ClassVar[str]
    upcasts: ClassVar[Mapping[int, Upcast]] = {}

    def __init_subclass__(
        cls,
        *,
        wire: str,
        version: int,
        topic: str,
        about: str,
        upcasts: Mapping[int, Upcast] | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init_subclass__(**kwargs)
        if wire in _told:
            raise TypeError(f"two events are called {wire}")
        if about not in cls.__annotations__:
            raise TypeError(f"{cls.__name__} has no field {about}")
        if set(upcasts or {}) != set(range(1, version)):
            raise TypeError(f"{wire}: version {version} needs an upcast from each version before it")
        cls.wire, cls.version, cls.topic, cls.about, cls.upcasts = wire, version, topic, about, upcasts or {}
        _told[wire] = cls

    @classmethod
    def read(cls, version: int, data: Data) -> Self:
        """The event from data of any version: older ones are upcast, newer ones read as far as they are known.

        Raises `pydantic.ValidationError` for data that does not fit.
        """
        for step in range(version, cls.version):
            data = cls.upcasts[step](data)
        return cls.model_validate(data)


def told_event(wire: str) -> type[Told] | None:
    """The class of a wire name, of the contracts that have been imported."""
    return _told.get(wire)


def told_events(owner: str | None = None) -> tuple[type[Told], ...]:
    """Every told event (of one owner) whose contract has been imported, in order of declaration."""
    return tuple(e for wire, e in _told.items() if owner is None or wire.split(".", 1)[0] == owner)
