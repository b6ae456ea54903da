"""Long work."""

from datetime import datetime

import strawberry

from gateway.graph.enums.jobs import JobStatus
from gateway.graph.persons import Person
from gateway.graph.sources import column, persona, reference
from gateway.graph.types.accounts import Tenant
from gateway.graph.types.nodes import Node


@strawberry.type(description="Long work that somebody has asked for.")
class Job(Node):
    """A job."""

    job_id: strawberry.ID = column("job_id", "The id that commands take.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    kind: str = column("kind", "What it does, the same for ever.")
    status: JobStatus = column("status", "Where it stands.")
    done: int = column("done", "How many steps are done.")
    total: int | None = column("total", "How many steps there are, once that is known.")
    problems: int = column("problems", "How many things in the input need a look.")
    outcome: str | None = column("outcome", "A code that says what came of it, where it failed or was refused.")
    requested_by: strawberry.ID = column("requested_by", "The person or client that asked for it.")
    requester: Person | None = persona("requested_by", "The same, with the name where you may see it.")
    asked_at: datetime = column("asked_at", "When it was asked for.")
    changed_at: datetime = column("changed_at", "When it last went on.")
    tenant: Tenant | None = reference("Tenant", "tenant_id", "Whose it is.")
