"""What runs, and what to do where something doesn't."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

from deploy.cli.parts import database
from deploy.local import kafka, mongo
from deploy.local.layout import Local
from deploy.local.manager import Manager, Running
from deploy.local.programs import Program, programs
from deploy.local.system import ready
from deploy.topics import declared
from shared.bus.dead_letters import dead_topic, parked_keys

FINE = "RUNNING"


@dataclass(frozen=True, slots=True)
class Line:
    """One process: the manager's word for its state, whether it can do its work, and what to do if not."""

    name: str
    state: str
    ready: bool
    pid: int
    seconds: int
    advice: str


def status(local: Local) -> list[Line]:
    """A line for each process of this copy, and for each cluster that it uses and doesn't run."""
    manager = Manager(local)
    known = {p.name: p for p in manager.processes()} if manager.running() else {}
    return [*_named_clusters(local), *(_line(local, p, known.get(p.name)) for p in programs(local))]


def put_aside(local: Local, lines: list[Line]) -> dict[str, int]:
    """How many keys each consumer has put aside; nothing where MongoDB doesn't answer, which `lines` say."""
    if not any(line.name == "mongo" and line.ready for line in lines) or not mongo.listening(local):
        return {}
    return asyncio.run(_counted([t.writes for name, t in declared().topics.items() if name == dead_topic(t.writes)]))


async def _counted(consumers: list[str]) -> dict[str, int]:
    found = {}
    for consumer in consumers:
        async with database(consumer) as own:
            found[consumer] = len(await parked_keys(own))
    return found


def _line(local: Local, program: Program, running: Running | None) -> Line:
    if running is None or running.state == "STOPPED":
        return Line(program.name, "STOPPED", False, 0, 0, "start it: make up")
    if running.state != FINE:
        advice = f"it keeps ending (exit status {running.exit_status}); see: techfest logs {program.name}"
        return Line(program.name, running.state, False, running.pid, running.seconds, advice)
    can = ready(local, program)
    advice = "" if can else f"it runs but is not ready: wait some seconds, then see: techfest logs {program.name}"
    return Line(program.name, running.state, can, running.pid, running.seconds, advice)


def _named_clusters(local: Local) -> Iterator[Line]:
    if local.mongo is not None:
        yield _external("mongo", mongo.listening(local), "TECHFEST_MONGO")
    if local.kafka is not None:
        yield _external("kafka", kafka.listening(local), "TECHFEST_KAFKA")


def _external(name: str, there: bool, setting: str) -> Line:
    advice = "" if there else f"nothing answers at what {setting} names"
    return Line(name, "EXTERNAL", there, 0, 0, advice)
