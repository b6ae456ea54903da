"""What filters and orders are made of."""

from enum import Enum
from typing import Any

import strawberry

from gateway.graph.conditions import Where
from gateway.graph.lists import Filtering


@strawberry.enum(description="Which way a list is ordered: `ASC` from the smallest, earliest or least relevant.")
class Direction(Enum):
    """A direction."""

    ASC = "ASC"
    DESC = "DESC"


@strawberry.input(description="A range of years, both ends included.")
class YearRange:
    """A range of years."""

    from_: int | None = strawberry.field(default=None, name="from", description="The first year.")
    to: int | None = strawberry.field(default=None, description="The last year.")


def equal(path: str, field: str) -> Filtering:
    """Of rows that have the value."""
    return Filtering(field, lambda value: {path: value})


def one_of(path: str, field: str) -> Filtering:
    """Of rows that have any of the values."""
    return Filtering(field, lambda values: {path: {"$in": list(values)}})


def any_of(path: str, field: str) -> Filtering:
    """Of rows that have any of the values of an enum."""
    return Filtering(field, lambda values: {path: {"$in": [v.value for v in values]}})


def years(path: str) -> Filtering:
    """Of rows with a year within a range."""
    return Filtering("foundedYear", lambda span: {path: _range(span)})


def _range(span: YearRange) -> Where:
    bounds: dict[str, Any] = {"$gte": span.from_, "$lte": span.to}
    return {"$ne": None, **{way: year for way, year in bounds.items() if year is not None}}
