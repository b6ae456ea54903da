"""Reads what a rule needs to know of another aggregate."""

from typing import TypeVar

from shared.bus.ports import Reads

S = TypeVar("S")


async def state_of(store: Reads[S], aggregate_id: str | None) -> S | None:
    """The state as it was saved; None for what isn't there, and for no id."""
    found = await store.read(aggregate_id) if aggregate_id else None
    return found.state if found else None
