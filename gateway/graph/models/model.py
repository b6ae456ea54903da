"""Where rows stand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Model:
    """A type that is read from a collection. A row without a seq of its own `source` is a stub and isn't shown."""

    kind: str
    collection: str
    source: str
