"""Lists of long work."""

import strawberry

from gateway.graph.enums.jobs import JobStatus
from gateway.graph.listings.filters import equal
from gateway.graph.lists import Filtering, Listing, Sorting


@strawberry.input(description="Which jobs are listed: all that is given must hold.")
class JobFilter:
    """A filter of jobs."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    requested_by: strawberry.ID | None = strawberry.field(default=None, description="Asked for by this one.")
    statuses: list[JobStatus] | None = strawberry.field(default=None, description="Standing at any of these.")


JOBS = Listing(
    kind="Job",
    orders={"ASKED_AT": Sorting("asked_at", "askedAt")},
    filters={
        "tenant_id": equal("tenant_id", "tenantId"),
        "requested_by": equal("requested_by", "requestedBy"),
        "statuses": Filtering("status", lambda values: {"status": {"$in": [v.value for v in values]}}),
    },
    facets={},
)
LISTINGS = (JOBS,)
