"""Conditions on rows that hold in MongoDB and in Python alike, so that a list and a field never disagree."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]
Where = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds where one of the alternatives does; an alternative is fields with the values that they must have.

    A field that is a list has each of its values; `name.part` is a part of what stands under a name.
    """

    alternatives: tuple[Mapping[str, str], ...]

    def holds(self, row: Row) -> bool:
        """Whether it holds for a row."""
        return any(all(_has(_at(row, k), v) for k, v in one.items()) for one in self.alternatives)

    def where(self) -> Where:
        """The same, as a filter of MongoDB."""
        if self == EVERYTHING:
            return {}
        if len(self.alternatives) == 1:
            return dict(self.alternatives[0])
        return {"$or": [dict(one) for one in self.alternatives]} if self.alternatives else {"_id": {"$in": []}}

    def __or__(self, other: "Condition") -> "Condition":
        """Holds where either does."""
        both = (*self.alternatives, *(one for one in other.alternatives if one not in self.alternatives))
        return EVERYTHING if {} in both else Condition(both)

    def __and__(self, other: "Condition") -> "Condition":
        """Holds where both do."""
        return Condition(
            tuple(
                {**mine, **theirs}
                for mine in self.alternatives
                for theirs in other.alternatives
                if all(mine.get(k, v) == v for k, v in theirs.items())
            )
        )


def _at(row: Row, path: str) -> Any:  # noqa: ANN401 - whatever stands in a row
    name, _, part = path.partition(".")
    return (row.get(name) or {}).get(part) if part else row.get(name)


def _has(known: Any, value: str) -> bool:  # noqa: ANN401 - whatever stands in a row
    return bool(value in known if isinstance(known, list) else known == value)


EVERYTHING = Condition(({},))
NOTHING = Condition(())


def where_is(**values: str) -> Condition:
    """Holds where the fields have these values."""
    return Condition((values,))


def together(*wheres: Where) -> Where:
    """All filters at once."""
    given = [w for w in wheres if w]
    if len(given) < 2:
        return given[0] if given else {}
    return {"$and": given}
