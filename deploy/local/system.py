"""Starts and stops a copy of the system, in order: clusters, topics, services, gateway."""

import asyncio
import shutil
from collections.abc import Callable

import httpx

from deploy.local import certificates, kafka, mongo, supervisor_config
from deploy.local.demands import NotStarted, demand_ports, demand_settings
from deploy.local.layout import Local
from deploy.local.manager import Manager
from deploy.local.programs import CLUSTERS, Program, clusters, ours, programs
from deploy.local.reaching import OwnGateway
from deploy.local.waiting import TooLate, until
from deploy.topics import ensure
from shared.clock import SystemClock

Say = Callable[[str], None]
WAIT = 90.0
"""Seconds that each step gets; ten times what it takes on a small machine."""


def up(local: Local, say: Say = print, bound: bool = False) -> None:
    """Starts what isn't running and waits until all is ready. Again is harmless.

    `bound` ties everything to this process: it stops when this process dies. Raises `NotStarted` and `NoCertificate`.
    """
    demand_settings(local)
    certificates.prepare(local, SystemClock().now())
    up_clusters(local, say, bound)
    say("topics")
    asyncio.run(ensure(local.kafka_address, local.copies))
    _start(local, ours(local), say)


def up_clusters(local: Local, say: Say = print, bound: bool = False) -> None:
    """Starts the process manager and this copy's own Kafka and MongoDB, or looks whether the named ones answer."""
    if local.kafka is None:
        kafka.prepare(local)
    if local.mongo is None:
        mongo.prepare(local)
    supervisor_config.write(local, programs(local))
    manager = Manager(local)
    if manager.running():
        manager.reload()
    else:
        manager.launch(bound)
    _start(local, clusters(local), say)
    _initiate(local)


def down(local: Local) -> bool:
    """Stops everything; tells whether anything ran."""
    manager = Manager(local)
    if not manager.running():
        return False
    manager.shutdown()
    return True


def clean(local: Local) -> None:
    """Stops everything and deletes the data folder with all that it holds."""
    down(local)
    shutil.rmtree(local.data, ignore_errors=True)


def answers(program: Program) -> bool:
    """Whether the program says that it can do its work; one that can't be asked is taken to be able."""
    if program.ready is None:
        return True
    own = OwnGateway(program.shows.certificate) if program.shows else None
    try:
        with httpx.Client(transport=own, timeout=5) as http:
            return http.get(program.ready).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def ready(local: Local, program: Program) -> bool:
    """Whether a program of any kind can do its work."""
    checks = {"kafka": kafka.listening, "mongo": mongo.listening}
    return checks[program.name](local) if program.name in CLUSTERS else answers(program)


def _start(local: Local, parts: tuple[Program, ...], say: Say) -> None:
    manager = Manager(local)
    stopped = [p for p in parts if manager.process(p.name).pid == 0]
    for program in stopped:
        demand_ports(program)
    for program in stopped:
        manager.start(program.name)
    for program in parts:
        say(program.name)
        if program.name == "mongo":
            _initiate(local)
        _await(local, program, manager)


def _initiate(local: Local) -> None:
    if local.mongo is None:
        mongo.initiate(local, WAIT)


def _await(local: Local, program: Program, manager: Manager) -> None:
    try:
        until(lambda: manager.process(program.name).state == "RUNNING" and ready(local, program), WAIT, program.name)
    except TooLate as late:
        raise NotStarted(f"{late}\n{tail(local, program.name)}") from None


def tail(local: Local, name: str, lines: int = 30) -> str:
    """The last lines of a process's log."""
    file = local.logs / f"{name}.log"
    text = file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
    return "\n".join(text.splitlines()[-lines:])
