"""Speaks with the process manager (supervisor) over its socket."""

import subprocess
import sys
import xmlrpc.client
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

from supervisor.xmlrpc import SupervisorTransport

from deploy.local.layout import Local
from deploy.local.supervisor_config import clean_environment, config_file, tied
from deploy.local.waiting import until

ALREADY_STARTED, NOT_RUNNING = 60, 70
_bound: list[subprocess.Popen[bytes]] = []
"""Managers that are children of this process; each is collected when it has ended."""


@dataclass(frozen=True, slots=True)
class Running:
    """What the manager knows of a process. `state` is its word: RUNNING, BACKOFF, STOPPED, …"""

    name: str
    state: str
    pid: int
    seconds: int
    exit_status: int


class Manager:
    """The process manager of one copy."""

    def __init__(self, local: Local) -> None:
        self._local = local

    def running(self) -> bool:
        """Whether it answers."""
        try:
            self._call("getState")
        except (OSError, HTTPException):
            return False
        return True

    def launch(self, bound: bool = False) -> None:
        """Starts it, in the background, or (`bound`) as a child that stops when this process dies."""
        plain = (sys.executable, "-m", "supervisor.supervisord", "-c", str(config_file(self._local)))
        process = subprocess.Popen(
            tied((*plain, "--nodaemon")) if bound else plain,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        if bound:
            _bound.append(process)
        elif process.wait(30):
            raise RuntimeError(f"the process manager did not start; see {self._local.logs}/supervisor.log")
        until(self.running, 15, "the process manager answers")

    def reload(self) -> None:
        """Takes over a changed configuration: programs that changed or are gone are stopped."""
        added, changed, removed = self._call("reloadConfig")[0]
        for name in (*changed, *removed):
            self.stop(name)
            self._call("removeProcessGroup", name)
        for name in (*added, *changed):
            self._call("addProcessGroup", name)

    def start(self, name: str) -> None:
        """Starts a process that isn't running; returns at once."""
        self._tolerating(ALREADY_STARTED, "startProcess", name, False)

    def stop(self, name: str) -> None:
        """Stops a process and waits until it is gone."""
        self._tolerating(NOT_RUNNING, "stopProcess", name, True)

    def processes(self) -> list[Running]:
        """All processes that it knows."""
        return [_running(p) for p in self._call("getAllProcessInfo")]

    def process(self, name: str) -> Running:
        """One process."""
        return _running(self._call("getProcessInfo", name))

    def pid(self) -> int:
        """The manager's own process id."""
        return int(self._call("getPID"))

    def shutdown(self) -> None:
        """Stops all processes, the last started first, then the manager; returns when all of it is gone."""
        pid = self.pid()
        self._call("shutdown")
        until(lambda: not alive(pid), 150, "everything stops")
        for process in _bound:
            process.poll()

    def _tolerating(self, code: int, method: str, *arguments: object) -> None:
        try:
            self._call(method, *arguments)
        except xmlrpc.client.Fault as fault:
            if fault.faultCode != code:
                raise

    def _call(self, method: str, *arguments: object) -> Any:  # noqa: ANN401 - what it answers is of any type
        transport = SupervisorTransport(None, None, f"unix://{self._local.socket}")
        with xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport) as server:
            return getattr(server.supervisor, method)(*arguments)


def alive(pid: int) -> bool:
    """Whether a process of this id runs (one that has ended and waits to be collected does not)."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
            return stat.read().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False


def _running(info: dict[str, Any]) -> Running:
    seconds = int(info["now"] - info["start"]) if info["statename"] == "RUNNING" else 0
    return Running(info["name"], info["statename"], info["pid"], seconds, info["exitstatus"])
