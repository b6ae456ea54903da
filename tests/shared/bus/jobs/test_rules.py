"""What may become of a job, by values."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.bus.jobs import Asked, adopt, ask, cancel
from shared.bus.jobs.rules import HELD_FOR, TRIES, begin, expire, fail, finish, free, report
from shared.bus.jobs.state import Job, apply, timers
from shared.bus.nouns import Timer
from shared.contracts.context import Context
from shared.contracts.jobs import BaseMoved, JobExists, JobNotReady, JobOver, JobStatus
from shared.errors import NotFound
from tests.shared.bus.jobs.mill import COMMANDS, JOB, NOW, JobChanged, JobSnapshot

LATER = NOW + timedelta(minutes=1)
RUN, OTHER = "run-00001", "run-00002"
GIVEN = '{"sacks": 3}'
ASKED = Asked(JOB, "tenant-1", "grind", GIVEN)
WAITING = Job(JOB, "tenant-1", "grind", "lan", NOW, NOW, given=GIVEN)
HELD = LATER + HELD_FOR
RUNNING = replace(WAITING, status=JobStatus.RUNNING, run=RUN, held_until=HELD, tries=1, changed_at=LATER)
READY = replace(WAITING, status=JobStatus.READY, base="harvest-1", kept_until=NOW + timedelta(days=7), tries=1)
ENDED = [replace(WAITING, status=status) for status in (JobStatus.DONE, JobStatus.FAILED, JobStatus.REFUSED)]
CANCELLED = replace(WAITING, status=JobStatus.CANCELLED)


def at(now=LATER, by="lan"):
    return Context(now, by, "command-0001")


def folded(job, facts):
    for fact in facts:
        job = apply(job, fact)
    return job


def test_a_job_is_asked_for_and_waits():
    assert folded(None, ask(JobChanged, None, ASKED, at(NOW))) == WAITING


def test_what_is_told_of_a_job_says_not_what_it_was_given():
    told = [fact for fact in ask(JobChanged, None, ASKED, at(NOW)) if isinstance(fact, JobChanged)]
    assert [GIVEN in fact.model_dump_json() for fact in told] == [False]


def test_the_same_asked_again_changes_nothing():
    assert ask(JobChanged, RUNNING, ASKED, at()) == ()


@pytest.mark.parametrize(
    ("asked", "by"),
    [
        (replace(ASKED, given="{}"), "lan"),
        (replace(ASKED, kind="bake"), "lan"),
        (replace(ASKED, tenant_id="tenant-2"), "lan"),
        (ASKED, "minh"),
    ],
)
def test_an_id_that_stands_for_another_job_is_refused(asked, by):
    with pytest.raises(JobExists):
        ask(JobChanged, WAITING, asked, at(by=by))


def test_a_waiting_job_is_taken_in_hand():
    assert folded(WAITING, begin(JobChanged, WAITING, COMMANDS.begin(job_id=JOB, run=RUN), at())) == RUNNING


@pytest.mark.parametrize("job", [None, RUNNING, READY, CANCELLED, *ENDED])
def test_no_other_is_taken_in_hand(job):
    assert begin(JobChanged, job, COMMANDS.begin(job_id=JOB, run=OTHER), at()) == ()


def test_progress_is_told_and_the_attempt_is_held_on_to():
    now = LATER + timedelta(seconds=5)
    said = COMMANDS.report(job_id=JOB, run=RUN, done=2, total=3, problems=1)
    wanted = replace(RUNNING, done=2, total=3, problems=1, held_until=now + HELD_FOR, changed_at=now)
    assert folded(RUNNING, report(JobChanged, RUNNING, said, at(now))) == wanted


def test_a_sign_of_life_without_progress_tells_nothing():
    now = LATER + timedelta(seconds=5)
    facts = report(JobChanged, RUNNING, COMMANDS.report(job_id=JOB, run=RUN, done=0), at(now))
    assert folded(RUNNING, facts) == replace(RUNNING, held_until=now + HELD_FOR)
    assert [isinstance(fact, JobChanged) for fact in facts] == [False]


def test_a_job_without_a_base_is_done_when_it_is_finished():
    said = COMMANDS.finish(job_id=JOB, run=RUN, done=9, total=9, problems=2, outcome="some_left", kept_until=HELD)
    job = replace(RUNNING, total=9, done=4)
    wanted = replace(
        job,
        status=JobStatus.DONE,
        run=None,
        held_until=None,
        done=9,
        problems=2,
        outcome="some_left",
        kept_until=HELD,
    )
    assert folded(job, finish(JobChanged, job, said, at())) == wanted


def test_a_job_with_a_base_is_ready_and_done_once_it_was_carried_out():
    said = COMMANDS.finish(job_id=JOB, run=RUN, base="harvest-1")
    ready = folded(RUNNING, finish(JobChanged, RUNNING, said, at()))
    assert (ready.status, ready.base) == (JobStatus.READY, "harvest-1")
    adopted = replace(RUNNING, adopted=True, base="harvest-1")
    assert folded(adopted, finish(JobChanged, adopted, said, at())).status is JobStatus.DONE


@pytest.mark.parametrize("refused", [True, False])
def test_what_cannot_be_done_says_why(refused):
    said = COMMANDS.fail(job_id=JOB, run=RUN, outcome="too_large", refused=refused)
    status = JobStatus.REFUSED if refused else JobStatus.FAILED
    wanted = replace(RUNNING, status=status, run=None, held_until=None, outcome="too_large")
    assert folded(RUNNING, fail(JobChanged, RUNNING, said, at())) == wanted


@pytest.mark.parametrize("job", [None, WAITING, RUNNING, READY, CANCELLED, *ENDED])
def test_an_attempt_that_was_given_up_changes_nothing(job):
    assert report(JobChanged, job, COMMANDS.report(job_id=JOB, run=OTHER, done=1), at()) == ()
    assert finish(JobChanged, job, COMMANDS.finish(job_id=JOB, run=OTHER), at()) == ()
    assert fail(JobChanged, job, COMMANDS.fail(job_id=JOB, run=OTHER, outcome="no"), at()) == ()


def test_a_job_whose_attempt_is_not_heard_of_waits_again():
    assert timers(RUNNING) == (Timer(HELD, "hold"),)
    assert free(JobChanged, RUNNING, None, at(HELD - timedelta(seconds=1))) == ()
    wanted = replace(RUNNING, status=JobStatus.WAITING, run=None, held_until=None, changed_at=HELD)
    assert folded(RUNNING, free(JobChanged, RUNNING, None, at(HELD))) == wanted


def test_a_job_whose_attempts_die_again_and_again_fails():
    job = replace(RUNNING, tries=TRIES)
    failed = folded(job, free(JobChanged, job, None, at(HELD)))
    assert (failed.status, failed.outcome, timers(failed)) == (JobStatus.FAILED, "worker_died", ())


def test_what_is_ready_is_adopted_on_the_same_base_and_again_changes_nothing():
    adopted = folded(READY, adopt(JobChanged, READY, at(), "harvest-1"))
    assert adopted == replace(READY, status=JobStatus.WAITING, adopted=True, tries=0, changed_at=LATER)
    for later in (adopted, replace(adopted, status=JobStatus.RUNNING), replace(adopted, status=JobStatus.DONE)):
        assert adopt(JobChanged, later, at(), "harvest-2") == ()


def test_on_a_moved_base_it_is_refused_and_stays_ready():
    with pytest.raises(BaseMoved):
        adopt(JobChanged, READY, at(), "harvest-2")


@pytest.mark.parametrize(
    ("job", "refusal"),
    [
        (None, NotFound),
        (WAITING, JobNotReady),
        (RUNNING, JobNotReady),
        (CANCELLED, JobOver),
        (replace(CANCELLED, adopted=True), JobOver),
        *((job, JobOver) for job in ENDED),
    ],
)
def test_nothing_else_is_adopted(job, refusal):
    with pytest.raises(refusal):
        adopt(JobChanged, job, at(), "harvest-1")


@pytest.mark.parametrize("job", [WAITING, RUNNING, READY])
def test_a_job_that_is_not_over_is_cancelled_and_has_nothing_more(job):
    cancelled = folded(job, cancel(JobChanged, job, at()))
    wanted = replace(job, status=JobStatus.CANCELLED, run=None, held_until=None, kept_until=None, changed_at=LATER)
    assert (cancelled, timers(cancelled)) == (wanted, ())
    assert cancel(JobChanged, cancelled, at()) == ()


@pytest.mark.parametrize("job", ENDED)
def test_what_is_over_is_not_cancelled(job):
    with pytest.raises(JobOver):
        cancel(JobChanged, job, at())


def test_nothing_is_not_cancelled():
    with pytest.raises(NotFound):
        cancel(JobChanged, None, at())


def test_a_result_goes_when_its_time_is_over():
    done = replace(READY, status=JobStatus.DONE)
    until = READY.kept_until
    assert until is not None
    assert timers(done) == (Timer(until, "result"),)
    assert expire(JobChanged, done, None, at(until - timedelta(seconds=1))) == ()
    assert folded(done, expire(JobChanged, done, None, at(until))) == replace(done, kept_until=None)
    expired = folded(READY, expire(JobChanged, READY, None, at(until)))
    assert (expired.status, expired.outcome, expired.kept_until) == (JobStatus.CANCELLED, "expired", None)


def test_a_snapshot_restores_what_was_told():
    restored = apply(None, JobSnapshot(**JobChanged(**told(READY)).model_dump()))
    assert restored == replace(READY, given="", kept_until=None, tries=0)


def told(job):
    return {name: getattr(job, name) for name in JobChanged.model_fields}
