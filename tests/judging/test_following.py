"""What follows by itself: eligible entries, found conflicts, alternates; and a plan as a job, twice alike."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from services.judging.domain.plan import PlannedAssignment
from services.judging.handlers.plans import Planning, plan_runner
from services.judging.ports import Organisation
from shared.bus.jobs import Running
from shared.bus.messages import Incoming
from shared.contracts.accounts import events as accounts
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.envelope import Envelope
from shared.contracts.jobs import BaseMoved
from shared.contracts.judging import commands
from shared.contracts.judging import events as told
from shared.contracts.judging import refusals as no
from shared.contracts.judging.commands.jobs import JOB_COMMANDS
from shared.contracts.judging.ids import candidate_id, judge_id
from shared.contracts.judging.values import AssignmentOrigin, ConflictKind, RecusalReason, RoundPolicy
from shared.contracts.registration import events as registration
from shared.contracts.registration.values import Decision, WithdrawalReason
from tests.builders.accounts import TENANT
from tests.builders.judging import AT_AWARD, AWARD, CHAIR, ORGANISER, PLACE, ROUND, Contest, open_award, save_marks
from tests.builders.registration import DURING

POOL = ThreadPoolExecutor(1)
PLAN = commands.RequestAssignment(job_id="job-phan-cong", round_id=ROUND)


def heard(event, source="/registration/entry", seq=5):
    about = getattr(event, event.about)
    return Incoming(Envelope(event.wire, event.version, source, about, seq, DURING, TENANT), event)


async def worked_out(contest: Contest, command=PLAN) -> PlannedAssignment:
    await contest.judging.send(command, CHAIR)
    await run_job(contest, command.job_id)
    job = await contest.judging.state("job", command.job_id)
    return PlannedAssignment.model_validate_json(contest.judging.made[job.job_id] or b"")


async def run_job(contest: Contest, job_id: str) -> None:
    """As the worker does."""
    await contest.judging.itself(JOB_COMMANDS.begin(job_id=job_id, run="run-0001-a"))
    job = await contest.judging.state("job", job_id)
    here = Running(job, POOL)
    here.plan = contest.judging.made.get(job_id) if job.adopted else None
    made = await plan_runner(Planning(contest.judging.needs, send_of(contest)))(here)
    contest.judging.made[job_id] = made.content
    await contest.judging.itself(JOB_COMMANDS.finish(job_id=job_id, run="run-0001-a", base=made.base,
                                                     outcome=made.outcome, done=here.reached.done))  # fmt: skip


def send_of(contest):
    async def send(command, command_id, _):
        return await contest.judging.itself(command, command_id)

    return send


async def j1() -> Contest:
    """24 entries, nine judges, three for each, at most nine; six declared conflicts and two that are found."""
    contest = await Contest.opened(policy=RoundPolicy(judges_per_entry=3, load_max=9))
    judges = [await contest.judge(f"giam-khao-{n}", domain_key="viện" if n == 8 else None) for n in range(9)]
    people = contest.judging.heard.known_people
    people["person-of-so-21"] = type(people[judges[8].id])("person-of-so-21", TENANT, "viện")
    contest.judging.heard.known_organisations["organisation-so-20"] = Organisation((judges[7].id,))
    for n in range(24):
        await contest.entry(f"so-{n:02}")
    for n in range(6):
        declared = {"judge_id": judge_id(AWARD, judges[n].id), "entry_id": f"entry-no-so-{n:02}"}
        await contest.judging.send(commands.DeclareConflict(**declared, kind=ConflictKind.ADVISER), judges[n])
    await contest.judging.follow()
    return contest


async def test_nine_judges_get_24_entries_without_a_conflicted_pair_the_same_plan_twice():
    contest = await j1()
    conflicts = {(e.judge_id, e.entry_id, e.kind.value) for e in contest.judging.events(told.ConflictRaised)}
    assert len(conflicts) == 8
    assert {kind for _, _, kind in conflicts} == {"adviser", "same_organisation", "same_mail_domain"}
    plan = await worked_out(contest)
    assert len(plan.pairs) == 72
    assert not {(p.judge_id, p.entry_id) for p in plan.pairs} & {(j, e) for j, e, _ in conflicts}
    counts = [sum(p.judge_id == judge for p in plan.pairs) for judge in {p.judge_id for p in plan.pairs}]
    assert counts == [8] * 9
    again = await worked_out(contest, PLAN.model_copy(update={"job_id": "job-phan-cong-2"}))
    assert again == plan


async def test_an_adopted_plan_is_carried_out_and_an_alternate_steps_in_for_who_is_recused():
    contest = await j1()
    await worked_out(contest)
    await contest.judging.send(commands.AdoptAssignment(job_id=PLAN.job_id), CHAIR)
    await run_job(contest, PLAN.job_id)
    assigned = contest.judging.events(told.JudgeAssigned)
    assert len(assigned) == 72
    first = assigned[0]
    await contest.judging.send(
        commands.RecuseJudge(assignment_id=first.assignment_id, reason=RecusalReason.NO_TIME), CHAIR
    )
    await contest.judging.follow()
    (stepped_in,) = [e for e in contest.judging.events(told.JudgeAssigned) if e.origin is AssignmentOrigin.ALTERNATE]
    before = {e.judge_id for e in assigned if e.entry_id == first.entry_id}
    assert stepped_in.entry_id == first.entry_id
    assert stepped_in.judge_id not in before
    told_so_far = len(contest.judging.told())
    await contest.judging.follow()
    assert len(contest.judging.told()) == told_so_far


async def test_a_plan_is_refused_once_what_it_rests_on_has_moved():
    contest = await j1()
    await worked_out(contest)
    await contest.entry("den-sau")
    with pytest.raises(BaseMoved):
        await contest.judging.send(commands.AdoptAssignment(job_id=PLAN.job_id), CHAIR)


async def test_what_was_done_by_hand_or_begun_is_kept_by_the_next_plan():
    contest = await j1()
    judge = next(iter(await contest.judging.needs.judges.where(award_id=AWARD)))
    by_hand = commands.AssignJudge(round_id=ROUND, judge_id=judge.judge_id, entry_id="entry-no-so-23")
    await contest.judging.send(by_hand, CHAIR)
    plan = await worked_out(contest)
    assert plan.kept == 1
    assert len(plan.pairs) == 71
    assert (judge.judge_id, "entry-no-so-23") not in {(p.judge_id, p.entry_id) for p in plan.pairs}
    assert plan.taken_back == ()


async def test_a_plan_that_cannot_be_says_which_limit_binds():
    contest = await Contest.opened()
    await contest.judge("mot-minh")
    await contest.entry("so-01")
    plan = await worked_out(contest)
    assert (plan.limit, plan.lacking, plan.pairs) == ("conflicts", ("entry-no-so-01",), ())
    assert (await contest.judging.state("job", PLAN.job_id)).outcome == no.LimitsBind.code


async def test_a_plan_is_not_asked_for_a_closed_round():
    contest = await Contest.opened()
    await contest.scored(await contest.judge("an"), await contest.entry("nam"), do_moi="8", kha_thi="8")
    await contest.judging.send(commands.CloseRound(round_id=ROUND), CHAIR)
    with pytest.raises(no.RoundClosedAlready):
        await contest.judging.send(PLAN, CHAIR)


def decided(entry_id, decision):
    return heard(
        registration.EntryDecided(
            entry_id=entry_id,
            place=PLACE,
            organisation_id="organisation-so-1",
            decision=decision,
            release_id="release-01",
            decided_at=DURING,
        )
    )


async def test_an_accepted_entry_is_judged_for_every_award_and_a_withdrawn_one_no_more():
    contest = await Contest.opened()
    contest.judging.heard.programmes[PLACE.programme_id] = PLACE
    await contest.judging.send(open_award(award_id="award-thu-hai"), ORGANISER)
    entry = await contest.entry("nam")
    await contest.judging.hear(decided(entry, Decision.ACCEPTED))
    state = await contest.judging.state("candidate", candidate_id("award-thu-hai", entry))
    assert (state.is_eligible, state.by_hand) == (True, False)
    withdrawn = registration.EntryWithdrawn(entry_id=entry, reason=WithdrawalReason.NO_TIME, withdrawn_at=DURING)
    await contest.judging.hear(heard(withdrawn, seq=6))
    assert {c.is_eligible for c in await contest.judging.needs.candidates.where(entry_id=entry)} == {False}


async def test_a_rejected_entry_is_taken_out_unless_an_organiser_has_admitted_it():
    contest = await Contest.opened()
    entry = await contest.entry("nam")
    await contest.judging.hear(decided(entry, Decision.REJECTED))
    assert (await contest.judging.state("candidate", candidate_id(AWARD, entry))).is_eligible


async def test_an_award_opened_later_judges_what_was_accepted_before():
    contest = await Contest.opened()
    entry = await contest.entry("nam")
    await contest.judging.send(open_award(award_id="award-thu-hai"), ORGANISER)
    await contest.judging.follow()
    assert (await contest.judging.state("candidate", candidate_id("award-thu-hai", entry))).is_eligible


async def test_who_is_given_the_role_of_a_judge_at_the_award_judges_until_it_is_taken_away():
    contest = await Contest.opened()
    role = Role(name=RoleName.JUDGE, tenant_id=TENANT, **AT_AWARD)
    ids = {"roles_id": "roles-of-an-1", "person_id": "person-an-01"}
    granted = accounts.RoleGranted(**ids, granted=role, roles=(role,))
    await contest.judging.hear(heard(granted, "/accounts/roles"))
    judge = judge_id(AWARD, "person-an-01")
    assert (await contest.judging.state("judge", judge)).is_accepted
    revoked = accounts.RoleRevoked(**ids, revoked=role, roles=())
    await contest.judging.hear(heard(revoked, "/accounts/roles", 6))
    assert not (await contest.judging.state("judge", judge)).is_accepted


async def test_a_conflict_declared_after_scoring_ends_the_assignment_and_deletes_nothing():
    contest = await Contest.opened()
    judge, entry = await contest.judge("an"), await contest.entry("nam")
    sheet = await contest.scored(judge, entry, do_moi="8", kha_thi="8")
    declared = commands.DeclareConflict(judge_id=judge_id(AWARD, judge.id), entry_id=entry, kind=ConflictKind.INVESTOR)
    await contest.judging.send(declared, judge)
    await contest.judging.follow()
    assert not (await contest.judging.state("assignment", sheet)).holds
    assert (await contest.judging.state("scoresheet", sheet)).total == "80"
    with pytest.raises(no.NothingToCount):
        await contest.judging.send(commands.CloseRound(round_id=ROUND), CHAIR)


async def test_a_judge_who_stops_is_taken_off_every_entry():
    contest = await Contest.opened()
    judge, entry = await contest.judge("an"), await contest.entry("nam")
    sheet = await contest.assigned(judge, entry)
    await contest.judging.send(save_marks(sheet, do_moi="8"), judge)
    await contest.judging.send(commands.DeclineJudging(judge_id=judge_id(AWARD, judge.id)), judge)
    await contest.judging.follow()
    with pytest.raises(no.AssignmentOver):
        await contest.judging.send(save_marks(sheet, kha_thi="8"), judge)
