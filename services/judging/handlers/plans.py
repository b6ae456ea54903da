"""The assignment as a job: asked for, worked out beside the loop on a pinned ground, adopted unless that has moved."""

import json
from dataclasses import dataclass
from datetime import timedelta

from services.judging.domain.assignment import AssignPlanned, TakeBack
from services.judging.domain.plan import PlannedAssignment, planned
from services.judging.domain.round import Round
from services.judging.handlers.grounds import ground_of, profiles
from services.judging.handlers.nouns import JOBS
from services.judging.ports import Needs
from shared.auth import Actor
from shared.bus import jobs
from shared.bus.dispatch import AnyHandler, Handler, PreparedHandler
from shared.bus.jobs import Asked, Job, Made, Runner, Running
from shared.bus.patience import patiently
from shared.bus.reactions import Send
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.jobs import BaseMoved
from shared.contracts.judging import refusals as no
from shared.contracts.judging.commands import AdoptAssignment, CancelAssignment, RequestAssignment
from shared.contracts.judging.commands.jobs import ASSIGNMENT_KIND
from shared.contracts.judging.events import JobChanged
from shared.contracts.judging.values import AssignmentOrigin
from shared.errors import NotFound
from shared.ids import derived_id

KEPT_FOR = timedelta(days=7)
SETTLED = (no.RoundClosedAlready, no.NotACandidate, no.JudgeNotAccepted, no.JudgeConflicted)


async def its_round(command: RequestAssignment, _: Actor, needs: Needs) -> Round | None:
    """The round to be planned."""
    return await needs.rounds.state(command.round_id)


def request(job: Job | None, command: RequestAssignment, context: Context, round_: Round | None) -> tuple[Event, ...]:
    """A new job; the same again changes nothing. Refuses `UnknownRound`, and `RoundClosedAlready`."""
    if round_ is None:
        raise no.UnknownRound
    if job is None and not round_.is_open:
        raise no.RoundClosedAlready
    given = json.dumps({"round_id": command.round_id, "seed": command.seed}, sort_keys=True)
    asked = Asked(command.job_id, round_.place.tenant_id, ASSIGNMENT_KIND, given)
    return jobs.ask(JobChanged, job, asked, context)


async def base_now(command: AdoptAssignment, actor: Actor, needs: Needs) -> str | None:
    """What the round's plan would rest on now; looked up for the asker alone."""
    found = await needs.jobs.read(command.job_id)
    if found is None or found.state.requested_by != actor.id:
        return None
    on = await ground_of(json.loads(found.state.given)["round_id"], needs)
    return on.fingerprint if on else None


def adopt(job: Job | None, command: AdoptAssignment, context: Context, base: str | None) -> tuple[Event, ...]:
    """It is to be carried out, if nothing has changed that it rests on."""
    if job is None:
        raise NotFound
    return jobs.adopt(JobChanged, job, context, base)


def cancel(job: Job | None, command: CancelAssignment, context: Context) -> tuple[Event, ...]:
    """Stops it."""
    return jobs.cancel(JobChanged, job, context)


@dataclass(frozen=True, slots=True)
class Planning:
    """What the working out stands on."""

    needs: Needs
    send: Send


def plan_runner(on: Planning) -> Runner:
    """Works the plan out; adopted, carries it out. Both may be done again from the beginning."""

    async def run(running: Running) -> Made:
        if running.job.adopted:
            return await _carry_out(on, running)
        return await _work_out(on, running)

    return run


async def _work_out(on: Planning, running: Running) -> Made:
    """Three steps: what there is, how well it fits and who gets what, and the plan as it is read."""
    given = json.loads(running.job.given)
    ground = await ground_of(given["round_id"], on.needs)
    if ground is None or not ground.round.is_open:
        raise no.RoundClosedAlready
    running.progress(1, 3)
    judges, entries = await profiles(ground, on.needs)
    running.progress(2, 3)
    plan = await running.beside(planned, ground, judges, entries, given["seed"])
    running.progress(3, 3, len(plan.lacking))
    content = plan.model_dump_json().encode()
    if plan.limit is not None:
        return Made(content, keep_for=KEPT_FOR, outcome=no.LimitsBind.code)
    return Made(content, keep_for=KEPT_FOR, base=ground.fingerprint)


async def _carry_out(on: Planning, running: Running) -> Made:
    if running.plan is None:
        raise BaseMoved
    plan, job = PlannedAssignment.model_validate_json(running.plan), running.job
    round_id, problems = json.loads(job.given)["round_id"], 0
    steps = len(plan.taken_back) + len(plan.pairs)
    for done, back in enumerate(plan.taken_back):
        running.progress(done, steps, problems)
        await _asked(on, TakeBack(assignment_id=back), job.job_id, back)
    for done, pair in enumerate(plan.pairs, len(plan.taken_back)):
        running.progress(done, steps, problems)
        ids = {"round_id": round_id, "judge_id": pair.judge_id, "entry_id": pair.entry_id}
        command = AssignPlanned(**ids, origin=AssignmentOrigin.PLAN, fit=pair.fit)
        problems += not await _asked(on, command, job.job_id, pair.judge_id + pair.entry_id)
    running.progress(steps, steps, problems)
    return Made(running.plan, keep_for=KEPT_FOR)


async def _asked(on: Planning, command: AssignPlanned | TakeBack, job_id: str, what: str) -> bool:
    """Whether it was done; what has changed since in a way that forbids it is left."""
    id_ = derived_id("planned", job_id, what)
    try:
        await patiently(lambda: on.send(command, id_, ""))
    except SETTLED:
        return False
    return True


COMMANDS: tuple[AnyHandler, ...] = (
    PreparedHandler(RequestAssignment, JOBS.noun, request, its_round),
    PreparedHandler(AdoptAssignment, JOBS.noun, adopt, base_now),
    Handler(CancelAssignment, JOBS.noun, cancel),
    *JOBS.rows,
)
