"""From a command's HTTP request to its event at a consumer, against the floor that no design can go below.

The floor is what the outbox must do at least: one journaled write, one produce, one fetch. Both are paced at 50 a
second, in blocks of a second that alternate, so that a noisy machine is noisy for both. Commands go to registration's
own port: what the gateway adds on its way is not in the figures. Beside them stands the processor time that each
process spends for a command. `python -m tests.bench.bench_latency` starts a copy of its own; goal: p50 at most twice
the floor's.
"""

import asyncio
import os
import statistics
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from shared.contracts.accounts.commands import RegisterOrganisation
from shared.contracts.registration.commands import ReviseEntry, SubmitEntry
from shared.contracts.registration.events import TOPIC
from shared.contracts.registration.values import EntryAnswers
from shared.ids import new_id
from shared.mongo import connect
from tests.harness.rest import RestClient, person_token
from tests.harness.system import System, started_system

RATE, BLOCKS, WARM = 50, 12, 2
ENTRIES = 20
INVOLVED = ("registration-api", "registration-worker", "mongo", "kafka")
"""The processes that a command and its event pass through."""

Once = Callable[[str], Awaitable[None]]


class Arrivals:
    """Follows topics from their ends and lets a sender wait for its message, by the name that the message carries."""

    def __init__(self, kafka: str, name_of: Callable[[Any], str]) -> None:
        self._consumer = AIOKafkaConsumer(bootstrap_servers=kafka, fetch_max_wait_ms=500)
        self._name_of, self._waiting = name_of, dict[str, asyncio.Future[float]]()

    async def start(self, topic: str, partitions: int) -> None:
        await self._consumer.start()
        self._consumer.assign([TopicPartition(topic, n) for n in range(partitions)])
        await self._consumer.seek_to_end()
        self._task = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self._consumer.stop()

    def expect(self, name: str) -> asyncio.Future[float]:
        """The instant at which the message arrives."""
        return self._waiting.setdefault(name, asyncio.get_running_loop().create_future())

    async def _follow(self) -> None:
        async for record in self._consumer:
            if (future := self._waiting.pop(self._name_of(record), None)) and not future.done():
                future.set_result(time.perf_counter())


async def paced(once: Once, arrivals: Arrivals, seconds: list[float]) -> None:
    """One block: RATE operations, each begun when its turn comes, whatever became of the one before."""

    async def timed() -> None:
        name = new_id()
        arrived, begun = arrivals.expect(name), time.perf_counter()
        await once(name)
        seconds.append(await asyncio.wait_for(arrived, 10) - begun)

    start, tasks = time.perf_counter(), []
    for turn in range(RATE):
        await asyncio.sleep(max(0.0, start + turn / RATE - time.perf_counter()))
        tasks.append(asyncio.create_task(timed()))
    await asyncio.gather(*tasks)


async def floor_of(system: System) -> tuple[Once, Arrivals, AIOKafkaProducer]:
    """One journaled write, one produce."""
    topic, kafka = f"bench.{new_id()}", system.local.kafka_address
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
    await admin.start()
    await admin.create_topics([NewTopic(topic, 1, 1)])
    await admin.close()
    collection = connect(system.local.mongo_uri)["bench"]["writes"]
    producer = AIOKafkaProducer(bootstrap_servers=kafka, enable_idempotence=True, acks="all")
    await producer.start()
    arrivals = Arrivals(kafka, lambda record: str(record.value.decode()))
    await arrivals.start(topic, 1)

    async def once(name: str) -> None:
        await collection.insert_one({"_id": name, "state": {"title": "x" * 300}})
        await producer.send_and_wait(topic, name.encode())

    return once, arrivals, producer


async def real_of(system: System) -> tuple[Once, Arrivals, httpx.AsyncClient]:
    """A revision of one of some entries; its command id comes back as the event's cause."""
    founder = system.demo.sign_ins[1]
    who = (system.address, founder.mail, founder.password, system.demo.tenant_id)
    token = await person_token(*who, "registration")
    http = httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{system.local.ports.registration}", headers={"Authorization": f"Bearer {token}"}
    )
    organisation_id = await registered(system, await person_token(*who, "accounts"))
    entries = await submitted(system, token, organisation_id)
    arrivals = Arrivals(system.local.kafka_address, lambda r: str(dict(r.headers)["ce_causationid"].decode()))
    await arrivals.start(TOPIC, 6)

    async def once(name: str) -> None:
        command = ReviseEntry(entry_id=entries[hash(name) % ENTRIES], answers=EntryAnswers(title=name))
        answer = await http.post(
            "/commands/revise-entry", content=command.model_dump_json(),
            headers={"Idempotency-Key": name, "Content-Type": "application/json"},
        )  # fmt: skip
        answer.raise_for_status()

    return once, arrivals, http


async def registered(system: System, token: str) -> str:
    """An organisation to enter for."""
    named = {"organisation_id": new_id(), "tenant_id": system.demo.tenant_id, "name": "Bench"}
    async with RestClient(system.address, token) as client:
        return (await client.send(RegisterOrganisation.model_validate(named), new_id())).id


async def submitted(system: System, token: str, organisation_id: str) -> list[str]:
    """Entries to revise."""
    entries = [new_id() for _ in range(ENTRIES)]
    async with RestClient(system.address, token) as client:
        for entry_id in entries:
            command = SubmitEntry(
                entry_id=entry_id,
                programme_id=system.demo.programme_id,
                organisation_id=organisation_id,
                answers=EntryAnswers(title="Before"),
            )
            await client.send(command, new_id())
    return entries


def spent(system: System) -> Counter[str]:
    """Ticks of processor time that each involved process has used since its start, all its threads together."""
    return Counter({name: ticks_of(system.pid(name)) for name in INVOLVED})


def ticks_of(pid: int) -> int:
    """Ticks of processor time that a process has used since its start, all its threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def line(name: str, seconds: list[float]) -> str:
    """p50, p95 and p99 in milliseconds."""
    cuts = statistics.quantiles(seconds, n=100)
    return f"{name:<28} p50 {cuts[49] * 1e3:6.2f} ms   p95 {cuts[94] * 1e3:6.2f} ms   p99 {cuts[98] * 1e3:6.2f} ms"


async def measured(system: System) -> tuple[list[float], list[float], Counter[str]]:
    """Seconds of the floor and of the real path, in alternating blocks after warm ones, and the real blocks' ticks."""
    floor, floor_arrivals, producer = await floor_of(system)
    real, real_arrivals, http = await real_of(system)
    floors, reals, ticks = list[float](), list[float](), Counter[str]()
    for block in range(BLOCKS + WARM):
        warm = block < WARM
        await paced(floor, floor_arrivals, [] if warm else floors)
        before = spent(system)
        await paced(real, real_arrivals, [] if warm else reals)
        if not warm:
            ticks.update(spent(system) - before)
    for arrivals in (floor_arrivals, real_arrivals):
        await arrivals.stop()
    await producer.stop()
    await http.aclose()
    return floors, reals, ticks


def main() -> None:
    """Prints both, what the processes spent, and the ratio."""
    with started_system() as system:
        floors, reals, ticks = asyncio.run(measured(system))
    print(line("floor: write, produce, fetch", floors))
    print(line("HTTP command to its event", reals))
    for name in INVOLVED:
        each = ticks[name] / os.sysconf("SC_CLK_TCK") / len(reals)
        print(f"  processor time for each command {name:<20} {each * 1e3:6.2f} ms")
    print(f"p50 ratio {statistics.median(reals) / statistics.median(floors):.2f} (goal: at most 2)")


if __name__ == "__main__":
    main()
