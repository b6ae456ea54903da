"""What every store of results promises, asked of the fake and of MongoDB."""

from datetime import timedelta

import pytest

from shared.bus.jobs import LARGEST, MongoResults, Result, Results
from shared.errors import TooLarge
from tests.fakes.memory_results import MemoryResults
from tests.shared.bus.jobs.mill import JOB, NOW

TOMORROW = NOW + timedelta(days=1)
FLOUR = Result(b"flour", "text/plain", TOMORROW)


@pytest.fixture
def memory_results():
    return MemoryResults()


@pytest.fixture
async def mongo_results(database):
    results = MongoResults(database)
    await results.prepare()
    return results


@pytest.fixture(params=["memory", "mongo"])
def results(request) -> Results:
    found: Results = request.getfixturevalue(f"{request.param}_results")
    return found


async def test_who_asked_finds_it_and_nobody_else(results):
    await results.put(JOB, "lan", FLOUR)
    assert await results.find(JOB, "lan", NOW) == FLOUR
    assert await results.find(JOB, "minh", NOW) is None
    assert await results.find("job-00002", "lan", NOW) is None


async def test_what_comes_later_stands_in_place_of_what_was(results):
    bread = Result(b"bread", "text/html", TOMORROW + timedelta(days=1))
    await results.put(JOB, "lan", FLOUR)
    await results.put(JOB, "lan", bread)
    assert await results.find(JOB, "lan", TOMORROW) == bread


async def test_nothing_is_found_when_it_was_kept_long_enough(results):
    await results.put(JOB, "lan", FLOUR)
    assert await results.find(JOB, "lan", TOMORROW) is None


async def test_what_is_dropped_is_gone_and_again_is_harmless(results):
    await results.put(JOB, "lan", FLOUR)
    for _ in range(2):
        await results.drop(JOB)
    assert (await results.find(JOB, "lan", NOW), await results.ids()) == (None, [])


async def test_only_what_is_old_is_dropped_as_old(results):
    await results.put(JOB, "lan", FLOUR)
    await results.put("job-00002", "lan", Result(b"", "text/plain", TOMORROW + timedelta(seconds=1)))
    await results.drop_old(TOMORROW)
    assert await results.ids() == ["job-00002"]


async def test_a_result_is_as_large_as_it_may_be_and_no_larger(results):
    largest = Result(b"x" * LARGEST, "application/pdf", TOMORROW)
    await results.put(JOB, "lan", largest)
    assert await results.find(JOB, "lan", NOW) == largest
    with pytest.raises(TooLarge):
        await results.put(JOB, "lan", Result(b"x" * (LARGEST + 1), "application/pdf", TOMORROW))
    assert await results.find(JOB, "lan", NOW) == largest
