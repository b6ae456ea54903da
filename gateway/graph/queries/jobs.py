"""Queries of long work."""

from typing import Annotated, cast

import strawberry

from gateway.graph.arguments import FILTER, After, AggregateId, Asking, Before, First, Last
from gateway.graph.connections import Connection, listed
from gateway.graph.listings.jobs import JOBS, JobFilter
from gateway.graph.lists import Asked
from gateway.graph.types.jobs import Job


async def _job(info: Asking, job_id: AggregateId) -> Job | None:
    return cast("Job | None", await info.context.row("Job", job_id))


async def _jobs(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[JobFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[Job]:
    asked = Asked(first, after, last, before, order="ASKED_AT", rising=False)
    return cast(Connection[Job], await listed(info, JOBS, filter, asked))


@strawberry.type
class JobQueries:
    """Of jobs."""

    job: Job | None = strawberry.field(resolver=_job, description="Long work that you asked for or organise.")
    jobs: Connection[Job] = strawberry.field(
        resolver=_jobs, description="Jobs that you asked for or organise, the latest first."
    )
