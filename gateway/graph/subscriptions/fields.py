"""What can be watched: each field reads as a query's would, and its reading is repeated when what it read changes."""

from typing import cast

import strawberry

from gateway.graph.messages import MessageConnection, inbox
from gateway.graph.queries import AggregateId, Asking
from gateway.graph.types import Entry, Job


async def _job(info: Asking, job_id: AggregateId) -> Job | None:
    return cast("Job | None", await info.context.row("Job", job_id))


async def _entry(info: Asking, entry_id: AggregateId) -> Entry | None:
    return cast("Entry | None", await info.context.row("Entry", entry_id))


@strawberry.type(
    description="What can be watched, over a websocket (`graphql-transport-ws`) or as server-sent events. The answer "
    "comes at once and again whenever it is another; of what you may not see, or no longer, the error `not_found` does."
)
class Subscription:
    """The root of subscriptions."""

    job: Job | None = strawberry.field(resolver=_job, description="Long work that you asked for or organise.")
    inbox_changed: MessageConnection | None = strawberry.field(
        resolver=inbox, description="Your own messages, the latest first."
    )
    entry_changed: Entry | None = strawberry.field(resolver=_entry, description="An entry that you may see.")
