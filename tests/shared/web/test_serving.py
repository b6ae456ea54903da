"""A process runs until it is asked to stop; a task of it that dies ends it."""

import asyncio
import signal
import subprocess
import sys

import pytest

from shared.together import together
from tests.architecture.tree import ROOT
from tests.harness.waiting import until

PROGRAM = """
import asyncio
from shared.web.serving import run_role

async def waits():
    print("waits", flush=True)
    try:
        await asyncio.Event().wait()
    finally:
        print("lets go", flush=True)

async def dies():
    raise ConnectionError("gone")

async def ends():
    return

run_role({"waits": waits, "dies": dies, "ends": ends})
"""


def begin(*arguments):
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_a_process_that_is_asked_to_stop_lets_go_and_ends_well(asked):
    with begin("waits") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "waits\n"
        process.send_signal(asked)
        until(lambda: process.poll() is not None, 20, "it ends")
        assert (process.stdout.read(), process.returncode) == ("lets go\n", 0)


@pytest.mark.parametrize(("role", "says"), [("dies", "gone"), ("ends", "has ended"), ("other", "usage")])
def test_a_task_that_dies_or_ends_ends_the_process(role, says):
    with begin(role) as process:
        _, told = process.communicate(timeout=30)
        assert process.returncode == 1
        assert says in told


async def test_the_first_that_fails_stops_the_others():
    stopped = asyncio.Event()

    async def other():
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()

    async def failing():
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await together(other(), failing())
    assert stopped.is_set()
