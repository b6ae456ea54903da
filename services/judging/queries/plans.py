"""What an assignment job has planned, for who asked for it."""

from services.judging.domain.plan import PlannedAssignment
from shared.auth import Actor
from shared.bus.jobs import Job, Results, result_of
from shared.bus.ports import Reads
from shared.clock import Clock
from shared.errors import NotFound


async def plan_of(actor: Actor, job_id: str, jobs: Reads[Job], results: Results, clock: Clock) -> PlannedAssignment:
    """The plan. Raises `NotFound` for anybody else, and for one that is gone."""
    found = await result_of(jobs, results, job_id, actor.id, clock.now()) if actor.is_person else None
    if found is None:
        raise NotFound
    return PlannedAssignment.model_validate_json(found.content)
