"""Where the schema's fields come from, declared beside them, so that they can be read in other ways too."""

from dataclasses import dataclass
from typing import Any

import strawberry

SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Column:
    """A value within the row; an empty path is the row itself."""

    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """The row's id in the whole schema."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The row of another type whose id this row holds; missing where the viewer may not see it."""

    kind: str
    by: str


@dataclass(frozen=True, slots=True)
class Many:
    """The rows of another type that hold this row's id, or what stands at its `key`, at most 100, in an order."""

    kind: str
    by: str
    order: str
    key: str = "_id"


@dataclass(frozen=True, slots=True)
class Written:
    """The row that a command has just written, by the id of its answer."""

    kind: str


@dataclass(frozen=True, slots=True)
class Persona:
    """The person whose id this row holds."""

    by: str


@dataclass(frozen=True, slots=True)
class Called:
    """What the row's person is called, where accounts tells the viewer."""


@dataclass(frozen=True, slots=True)
class Note:
    """A sealed text of a person in this row, opened by accounts for who may read the field."""

    path: str
    purpose: str


Source = Column | Identity | Reference | Many | Written | Persona | Called | Note


def _from(source: Source, description: str) -> Any:  # noqa: ANN401 - stands for a value of the annotated type
    return strawberry.field(description=description, metadata={SOURCE: source})


def column(path: str, description: str) -> Any:  # noqa: ANN401
    """A field that is a value of the row."""
    return _from(Column(tuple(path.split(".")) if path else ()), description)


def identity(description: str) -> Any:  # noqa: ANN401
    """The field of Relay's id."""
    return _from(Identity(), description)


def reference(kind: str, by: str, description: str) -> Any:  # noqa: ANN401
    """A field that is another row."""
    return _from(Reference(kind, by), description)


def many(kind: str, by: str, order: str, description: str, key: str = "_id") -> Any:  # noqa: ANN401
    """A field that is other rows, few enough to need no pages."""
    return _from(Many(kind, by, order, key), description)


def written(kind: str, description: str) -> Any:  # noqa: ANN401
    """A field that is the row a command has written."""
    return _from(Written(kind), description)


def persona(by: str, description: str) -> Any:  # noqa: ANN401
    """A field that is a person, by the id that the row holds."""
    return _from(Persona(by), description)


def called(description: str) -> Any:  # noqa: ANN401
    """A field that is what a person is called."""
    return _from(Called(), description)


def note(path: str, purpose: str, description: str) -> Any:  # noqa: ANN401
    """A field that is a person's own text, sealed in the row."""
    return _from(Note(path, purpose), description)
