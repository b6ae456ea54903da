"""Relay's ids and cursors: opaque to clients, plain to us."""

import base64
import binascii
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from gateway.graph.errors import BadInput

CursorValue = str | int | datetime | None
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LARGEST = 2**53
"""What JSON's numbers hold exactly; the database refuses what is over 63 bits."""


def global_id(kind: str, aggregate_id: str) -> str:
    """The id of a row that is one of its kind in the whole schema."""
    return base64.b64encode(f"{kind}:{aggregate_id}".encode()).decode()


def parts_of(text: str) -> tuple[str, str] | None:
    """Type and aggregate id, or None for a text that is no id of ours."""
    try:
        kind, found, aggregate_id = base64.b64decode(text, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return (kind, aggregate_id) if found else None


def cursor(order: str, value: CursorValue, aggregate_id: str) -> str:
    """Where a row stands in an order: after its value, ties by id."""
    plain = {"t": (value - _EPOCH) // timedelta(milliseconds=1)} if isinstance(value, datetime) else value
    return base64.urlsafe_b64encode(orjson.dumps([order, plain, aggregate_id])).decode().rstrip("=")


def place_of(text: str, order: str) -> tuple[CursorValue, str]:
    """The value and id behind a cursor. Raises `BadInput` for one that this order did not give."""
    try:
        given, value, aggregate_id = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if given == order and isinstance(aggregate_id, str):
            return _value(value), aggregate_id
    except (ValueError, TypeError, KeyError, OverflowError):
        pass
    raise BadInput("bad_cursor", "This cursor belongs to no list in this order.")


def _value(plain: Any) -> CursorValue:  # noqa: ANN401 - what a client may have made up
    if isinstance(plain, dict):
        return _EPOCH + timedelta(milliseconds=plain["t"])
    if plain is None or isinstance(plain, str) or (isinstance(plain, int) and abs(plain) <= _LARGEST):
        return plain
    raise ValueError("no value of a cursor")


def page_size(first: int | None, last: int | None, most: int = 100, usual: int = 20) -> tuple[int, bool]:
    """How many rows are asked for, and whether from the end. Raises `BadInput`."""
    if first is not None and last is not None:
        raise BadInput("bad_page", "Ask for first or last, not both.")
    size = usual if first is None and last is None else first if last is None else last
    if size is None or not 0 <= size <= most:
        raise BadInput("bad_page", f"A page has 0 to {most} rows.")
    return size, last is not None


def beyond(path: str, place: tuple[CursorValue, str], rising: bool) -> dict[str, Any]:
    """The rows after a place in an order; a missing value stands before all others, as in MongoDB."""
    value, aggregate_id = place
    further = "$gt" if rising else "$lt"
    ties = {path: value, "_id": {further: aggregate_id}}
    if value is None:
        return {"$or": [ties, {path: {"$ne": None}}]} if rising else ties
    if rising:
        return {"$or": [ties, {path: {"$gt": value}}]}
    return {"$or": [ties, {path: {"$lt": value}}, {path: None}]}


def sorting(path: str, rising: bool) -> Sequence[tuple[str, int]]:
    """The order itself, ties by id."""
    way = 1 if rising else -1
    return ((path, way), ("_id", way))
