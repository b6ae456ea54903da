"""The whole system as `make demo` starts it, and the ways in which a test may hurt it."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from deploy.cli import demo
from deploy.local import keys, system
from deploy.local.layout import Local
from deploy.local.manager import Manager
from deploy.local.programs import Program, programs
from deploy.local.variables import operator_secret
from shared.clock import SystemClock
from tests.harness.parts import own_copy
from tests.harness.waiting import until


@dataclass(frozen=True, slots=True)
class System:
    """A running copy with the demo's tenant, edition, programme and people in it."""

    local: Local
    demo: demo.Demo

    @property
    def address(self) -> str:
        """The gateway's."""
        return self.local.address

    @property
    def operator_secret(self) -> str:
        """The secret of the client `operator`."""
        return operator_secret(self.local)

    @property
    def environment(self) -> dict[str, str]:
        """What tells `techfest` that this copy is meant."""
        return environment_for(self.local)

    async def techfest(self, *words: str) -> str:
        """What the command line prints; it must end well."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "deploy.cli.main", *words),
            env=self.environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said = (await process.communicate())[0].decode()
        assert process.returncode == 0, said
        return said

    def stop(self, name: str) -> None:
        """Stops a process and keeps it down."""
        Manager(self.local).stop(name)

    def start(self, name: str) -> None:
        """Starts it again and waits until it is ready."""
        Manager(self.local).start(name)
        self.returned(name, 0)

    def pid(self, name: str) -> int:
        """The process id, 0 when it doesn't run."""
        return Manager(self.local).process(name).pid

    def kill(self, name: str) -> int:
        """kill -9; returns the process id that it had."""
        pid = self.pid(name)
        os.kill(pid, signal.SIGKILL)
        return pid

    def returned(self, name: str, killed: int, timeout: float = 60) -> None:
        """Waits until the manager has started it again and it says that it is ready."""
        manager, program = Manager(self.local), self._program(name)

        def back() -> bool:
            now = manager.process(name)
            return now.pid != killed and now.state == "RUNNING" and system.ready(self.local, program)

        until(back, timeout, f"{name} comes back")

    def kill_and_wait(self, name: str, timeout: float = 60) -> float:
        """kill -9, and the seconds until it was ready again."""
        start = time.monotonic()
        self.returned(name, self.kill(name), timeout)
        return time.monotonic() - start

    def _program(self, name: str) -> Program:
        return next(p for p in programs(self.local) if p.name == name)


UNHURRIED = {
    f"TECHFEST_{who}_PER_{span}": "10000000" for who in ("PERSON", "TOKEN", "PLACE") for span in ("MINUTE", "DAY")
} | {"TECHFEST_PAGES_PER_MINUTE": "10000000"}
"""A test sends in a minute what people send in a day; limits have tests of their own."""


@contextmanager
def started_system(**settings: str) -> Iterator[System]:
    """Starts everything on ports of its own and makes the demo's things; stops all of it at the end."""
    with own_copy(**{"TECHFEST_TESTING": "1", **UNHURRIED, **settings}) as local:
        system.up(local, say=lambda _: None, bound=True)
        yield System(local, _demo(local))


def _demo(local: Local) -> demo.Demo:
    """Made by the command itself where this process doesn't know how to reach the copy."""
    if local.host is None:
        password = keys.secret(local.data, "demo-password")
        return demo.make(local.address, operator_secret(local), password, SystemClock())
    words = (sys.executable, "-m", "deploy.cli.main", "demo", "--no-start", "--json")
    done = subprocess.run(words, env=environment_for(local), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    return demo.Demo(**{**told, "sign_ins": tuple(demo.SignIn(**one) for one in told["sign_ins"])})


def environment_for(local: Local) -> dict[str, str]:
    """What tells `techfest` that a copy is meant."""
    ports = {"TECHFEST_PORT": str(local.ports.gateway), "TECHFEST_DATA": str(local.data)}
    return {**os.environ, **local.settings, **ports}
