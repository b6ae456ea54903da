"""What a job has made is handed to who asked for it, as a file that nothing of the page can run."""

from datetime import timedelta

import pytest

from shared.auth import ANONYMOUS, Actor, ActorKind
from shared.bus.jobs import Asked, Result, ask
from shared.bus.jobs.state import JobHeld
from shared.bus.nouns import Order
from shared.contracts.context import Context
from shared.web.jobs import job_routes
from shared.web.service import service_app
from tests.builders.edges import problem_of, speaking_to
from tests.builders.tokens import StoppedClock
from tests.fakes.memory_aggregates import MemoryAggregates
from tests.fakes.memory_results import MemoryResults
from tests.shared.bus.jobs.mill import JOB, JOBS, LAN, NOW, JobChanged

TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
async def mill():
    """The mill's edge; Lan's job has made flour."""
    jobs, results, clock = MemoryAggregates(JOBS.noun), MemoryResults(), StoppedClock(NOW)
    held = JobHeld(given="{}", run=None, held_until=None, tries=1, adopted=False, kept_until=TOMORROW)
    asked = ask(JobChanged, None, Asked(JOB, "tenant-1", "grind", "{}"), Context(NOW, LAN.id, "command-1"))
    await jobs.execute(Order(JOB, "command-1", "", NOW, LAN.id, lambda _: (*asked, held)))
    await results.put(JOB, LAN.id, Result(b"<script>flour</script>", "text/html", TOMORROW))
    who = [LAN]

    async def authenticate(_):
        return who[0]

    routes = job_routes(authenticate, jobs, results)
    async with speaking_to(service_app("mills", (), (routes,), {}, clock)) as http:
        yield http, who, clock


async def test_who_asked_is_handed_the_file(mill):
    http, _, _ = mill
    answer = await http.get(f"/jobs/{JOB}/result")
    assert (answer.status_code, answer.content) == (200, b"<script>flour</script>")
    assert {
        name: answer.headers[name] for name in ("cache-control", "content-disposition", "x-content-type-options")
    } == {
        "cache-control": "no-store",
        "content-disposition": "attachment",
        "x-content-type-options": "nosniff",
    }
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("actor", "problem"),
    [(Actor("person-minh-2", ActorKind.PERSON), (404, "not_found")), (ANONYMOUS, (401, "unauthenticated"))],
)
async def test_to_anybody_else_nothing_is_there(mill, actor, problem):
    http, who, _ = mill
    who[0] = actor
    assert problem_of(await http.get(f"/jobs/{JOB}/result")) == problem
    if actor.signed_in:
        assert problem_of(await http.get("/jobs/job-00002/result")) == problem


async def test_what_was_kept_long_enough_is_not_there(mill):
    http, _, clock = mill
    clock.at = TOMORROW
    assert problem_of(await http.get(f"/jobs/{JOB}/result")) == (404, "not_found")
