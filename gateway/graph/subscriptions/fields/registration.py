"""Entries, watched."""

from typing import cast

import strawberry

from gateway.graph.arguments import AggregateId, Asking
from gateway.graph.types.registration import Entry


async def _entry(info: Asking, entry_id: AggregateId) -> Entry | None:
    return cast("Entry | None", await info.context.row("Entry", entry_id))


@strawberry.type
class RegistrationSubscriptions:
    """Of registration."""

    entry_changed: Entry | None = strawberry.field(resolver=_entry, description="An entry that you may see.")
