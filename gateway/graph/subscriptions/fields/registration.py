"""Entries, watched."""

from typing import cast

import strawberry

from gateway.graph.arguments import AggregateId, Asking
from gateway.graph.errors import NotYet
from gateway.graph.types.registration import Entry


async def _entry(info: Asking, entry_id: AggregateId) -> Entry | None:
    return cast("Entry | None", await info.context.row("Entry", entry_id))


async def _decided(info: Asking, entry_id: AggregateId) -> Entry | None:
    found = await info.context.row("Entry", entry_id)
    if found is not None and found.get("decision") is None:
        raise NotYet
    return cast("Entry | None", found)


@strawberry.type
class RegistrationSubscriptions:
    """Of registration."""

    entry_decided: Entry | None = strawberry.field(
        resolver=_decided,
        description="An entry that you may see, once its decision is released; until then nothing is told.",
    )
    entry_changed: Entry | None = strawberry.field(resolver=_entry, description="An entry that you may see.")
