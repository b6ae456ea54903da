"""Queries of the judging."""

from typing import Annotated, cast

import strawberry

from gateway.graph.arguments import FILTER, After, AggregateId, Asking, Before, First, Last
from gateway.graph.connections import Connection, listed
from gateway.graph.listings.judging import (
    ASSIGNMENTS,
    AWARDS,
    CANDIDATES,
    CONFLICTS,
    JUDGES,
    PLACINGS,
    AssignmentFilter,
    AwardFilter,
    CandidateFilter,
    ConflictFilter,
    JudgeFilter,
    PlacingFilter,
)
from gateway.graph.lists import Asked
from gateway.graph.types.judging import (
    Assignment,
    AssignmentJob,
    Award,
    Candidate,
    Conflict,
    Judge,
    Placing,
    Round,
    Rubric,
)


async def _award(info: Asking, award_id: AggregateId) -> Award | None:
    return cast("Award | None", await info.context.row("Award", award_id))


async def _round(info: Asking, round_id: AggregateId) -> Round | None:
    return cast("Round | None", await info.context.row("Round", round_id))


async def _rubric(info: Asking, rubric_id: AggregateId) -> Rubric | None:
    return cast("Rubric | None", await info.context.row("Rubric", rubric_id))


async def _candidate(info: Asking, candidate_id: AggregateId) -> Candidate | None:
    return cast("Candidate | None", await info.context.row("Candidate", candidate_id))


async def _judge(info: Asking, judge_id: AggregateId) -> Judge | None:
    return cast("Judge | None", await info.context.row("Judge", judge_id))


async def _assignment(info: Asking, assignment_id: AggregateId) -> Assignment | None:
    return cast("Assignment | None", await info.context.row("Assignment", assignment_id))


async def _assignment_job(info: Asking, job_id: AggregateId) -> AssignmentJob | None:
    return cast("AssignmentJob | None", await info.context.row("AssignmentJob", job_id))


async def _awards(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[AwardFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[Award]:
    asked = Asked(first, after, last, before, order="ID")
    return cast(Connection[Award], await listed(info, AWARDS, filter, asked))


async def _candidates(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[CandidateFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[Candidate]:
    asked = Asked(first, after, last, before, order="ID")
    return cast(Connection[Candidate], await listed(info, CANDIDATES, filter, asked))


async def _judges(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[JudgeFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[Judge]:
    asked = Asked(first, after, last, before, order="ID")
    return cast(Connection[Judge], await listed(info, JUDGES, filter, asked))


async def _conflicts(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[ConflictFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[Conflict]:
    asked = Asked(first, after, last, before, order="ID")
    return cast(Connection[Conflict], await listed(info, CONFLICTS, filter, asked))


async def _assignments(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[AssignmentFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[Assignment]:
    asked = Asked(first, after, last, before, order="ID")
    return cast(Connection[Assignment], await listed(info, ASSIGNMENTS, filter, asked))


async def _placings(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[PlacingFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[Placing]:
    asked = Asked(first, after, last, before, order="PLACE")
    return cast(Connection[Placing], await listed(info, PLACINGS, filter, asked))


@strawberry.type
class JudgingQueries:
    """Of judging."""

    award: Award | None = strawberry.field(
        resolver=_award,
        description="An award.",
    )
    round: Round | None = strawberry.field(
        resolver=_round,
        description="A round.",
    )
    rubric: Rubric | None = strawberry.field(
        resolver=_rubric,
        description="A rubric in its last version.",
    )
    candidate: Candidate | None = strawberry.field(
        resolver=_candidate,
        description="An entry that is judged.",
    )
    judge: Judge | None = strawberry.field(
        resolver=_judge,
        description="A judge.",
    )
    assignment: Assignment | None = strawberry.field(
        resolver=_assignment, description="Who scores what; its id is the scoresheet's too."
    )
    assignment_job: AssignmentJob | None = strawberry.field(
        resolver=_assignment_job, description="The working out of who scores what, that you have asked for."
    )
    awards: Connection[Award] = strawberry.field(
        resolver=_awards,
        description="Awards, by their ids.",
    )
    candidates: Connection[Candidate] = strawberry.field(
        resolver=_candidates, description="Entries that are judged, for judges there and who leads the judging."
    )
    judges: Connection[Judge] = strawberry.field(
        resolver=_judges, description="Judges, for who leads the judging; and what you are asked to judge yourself."
    )
    conflicts: Connection[Conflict] = strawberry.field(
        resolver=_conflicts, description="Conflicts of interest, for who leads the judging; and your own."
    )
    assignments: Connection[Assignment] = strawberry.field(
        resolver=_assignments,
        description="Who scores what, for who leads the judging; and what you are to score yourself.",
    )
    placings: Connection[Placing] = strawberry.field(
        resolver=_placings, description="Published places, the best first."
    )
