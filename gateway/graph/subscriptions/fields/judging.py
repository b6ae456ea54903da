"""The judging, watched."""

from typing import cast

import strawberry

from gateway.graph.arguments import AggregateId, Asking
from gateway.graph.types.judging import Assignment, AssignmentJob, Round


async def _round(info: Asking, round_id: AggregateId) -> Round | None:
    return cast("Round | None", await info.context.row("Round", round_id))


async def _assignment(info: Asking, assignment_id: AggregateId) -> Assignment | None:
    return cast("Assignment | None", await info.context.row("Assignment", assignment_id))


async def _job(info: Asking, job_id: AggregateId) -> AssignmentJob | None:
    return cast("AssignmentJob | None", await info.context.row("AssignmentJob", job_id))


@strawberry.type
class JudgingSubscriptions:
    """Of judging."""

    leaderboard_changed: Round | None = strawberry.field(
        resolver=_round, description="A round with its leaderboard, which is empty until the result is published."
    )
    assignment_changed: Assignment | None = strawberry.field(
        resolver=_assignment, description="Who scores what, and where the scoresheet stands."
    )
    assignment_job: AssignmentJob | None = strawberry.field(
        resolver=_job, description="The working out of who scores what, that you have asked for."
    )
