"""Names in a batch and looked up: `python -m tests.bench.bench_names`.

A hundred names of a tenant of 20,000: with the keys in memory, and after a minute, when they are read and unwrapped
again; beside it the naive way, one read and one key for each name. Then a search over all of them, opened in memory,
with the longest time for which the loop answered nobody meanwhile. Goals: a batch p95 under 20 ms, the loop never held
for 50 ms.
"""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

from services.accounts.domain.person import Person
from services.accounts.domain.sealed import DETAILS, Details, details_text
from services.accounts.handlers.nouns import PERSON
from services.accounts.queries.names import names
from services.accounts.queries.search import PeopleSearch
from services.accounts.store import MongoPeople, MongoVault
from shared.bus.states import StateForm
from shared.held_keys import HELD_FOR
from shared.ids import new_id
from shared.mongo import Database, InsertOne, Write, connect
from tests.builders.accounts import TENANT
from tests.builders.actors import ORGANISER
from tests.builders.tokens import StoppedClock
from tests.fakes.memory_people import MemoryColleagues
from tests.harness.parts import RealParts, named_parts, started_parts

PEOPLE, BATCH, ROUNDS = 20_000, 100, 60
GIVEN = ("Lan", "Minh", "Hạnh", "Đức", "Thu", "Phong", "Yến", "Quân", "Ngọc", "Tú")


async def filled(database: Database, vault: MongoVault) -> list[str]:
    """As many people as a province may have, each under a key of its own."""
    form: StateForm[Person] = StateForm(PERSON)
    ids = [f"person-{n:06}" for n in range(PEOPLE)]
    for begin in range(0, PEOPLE, 1_000):
        some = ids[begin : begin + 1_000]
        boxes = await asyncio.gather(*(vault.seal(i, DETAILS, details_text(details(i))) for i in some))
        states = [Person(i, TENANT, (i,), details=box) for i, box in zip(some, boxes, strict=True)]
        about = {"tenant": TENANT, "rev": 1, "seq": 1, "shape": PERSON.shape, "cmds": {}}
        writes: list[Write] = [InsertOne({"_id": s.person_id, **about, "state": form.changes(None, s)}) for s in states]
        await database["people"].bulk_write(writes, ordered=False)
    return ids


def details(person_id: str) -> Details:
    number = int(person_id[-6:])
    return Details(f"Nguyễn Thị {GIVEN[number % 10]} {number}", f"p{number}@sayviet.example", f"09{number:08}")


async def timed(work: Callable[[], Awaitable[object]], before: Callable[[], None] = lambda: None) -> list[float]:
    """Milliseconds of each round."""
    found = []
    for _ in range(ROUNDS):
        before()
        begun = time.perf_counter()
        await work()
        found.append((time.perf_counter() - begun) * 1e3)
    return found


def shown(name: str, took: list[float]) -> float:
    p50, p95 = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    print(f"{name:44} p50 {p50:7.2f} ms   p95 {p95:7.2f} ms")
    return p50


async def longest_pause(work: Awaitable[object]) -> tuple[float, float]:
    """How long the work took, and how long at most the loop answered nobody meanwhile; milliseconds."""
    longest, going = 0.0, True

    async def beat() -> None:
        nonlocal longest
        last = time.perf_counter()
        while going:
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            longest, last = max(longest, now - last - 0.001), now

    beating, begun = asyncio.create_task(beat()), time.perf_counter()
    await work
    took, going = time.perf_counter() - begun, False
    await beating
    return took * 1e3, longest * 1e3


async def measured(database: Database, keys: Database) -> None:
    clock = StoppedClock()
    vault, people, nobody = MongoVault(keys, b"m" * 32, clock), MongoPeople(database), MemoryColleagues()
    await people.prepare()
    ids = await filled(database, vault)
    batch = ids[:: PEOPLE // BATCH]

    def minute() -> None:
        clock.at += HELD_FOR + timedelta(seconds=1)

    async def whole() -> None:
        assert len(await names(batch, ORGANISER, people, vault, nobody)) == BATCH

    async def one_by_one() -> None:
        for person_id in batch:
            await names([person_id], ORGANISER, people, vault, nobody)

    minute()
    shown(f"{BATCH} names, keys in memory", await timed(whole))
    cold = shown(f"{BATCH} names, keys read anew", await timed(whole, minute))
    naive = shown(f"{BATCH} names one by one, keys read anew", await timed(one_by_one, minute))
    print(f"{'one by one costs':44} {naive / cold:11.1f} times a batch")
    minute()
    search = PeopleSearch(people, vault, clock)
    took, held = await longest_pause(search.find(ORGANISER, TENANT, "nguyen yen 17", 50, None))
    print(f"{f'first search of {PEOPLE} people, opening all':44} {took:11.0f} ms   loop held {held:7.1f} ms")
    took, held = await longest_pause(search.find(ORGANISER, TENANT, "đức 42", 50, None))
    print(f"{'next search':44} {took:11.1f} ms   loop held {held:7.1f} ms")


async def bench(parts: RealParts) -> None:
    client = connect(parts.mongo)
    name = f"bench_{new_id()[:12]}"
    try:
        await measured(client.get_database(name), client.get_database(f"{name}_keys"))
    finally:
        for made in (name, f"{name}_keys"):
            await client.drop_database(made)
        client.close()


def main() -> None:
    """On the MongoDB that is named, or on one of its own."""
    if named := named_parts():
        asyncio.run(bench(named))
        return
    with started_parts() as parts:
        asyncio.run(bench(parts))


if __name__ == "__main__":
    main()
