"""What a mutation answers beside the ids."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """The row that was written, and what its service tells the sender."""

    row: type | None = None
    told: Mapping[str, tuple[Any, str, Callable[[Told], Any]]] | None = None
