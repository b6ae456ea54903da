"""Long work, watched."""

from typing import cast

import strawberry

from gateway.graph.arguments import AggregateId, Asking
from gateway.graph.types.jobs import Job


async def _job(info: Asking, job_id: AggregateId) -> Job | None:
    return cast("Job | None", await info.context.row("Job", job_id))


@strawberry.type
class JobSubscriptions:
    """Of jobs."""

    job: Job | None = strawberry.field(resolver=_job, description="Long work that you asked for or organise.")
