"""A copy whose parts are killed comes back by itself."""

import os
import signal
import time

import pytest
from pymongo import MongoClient

from deploy.local import system
from deploy.local.demands import NotStarted
from deploy.local.layout import Local
from deploy.local.manager import Manager, alive
from deploy.local.programs import clusters
from tests.harness.parts import own_copy
from tests.harness.waiting import until

pytestmark = [pytest.mark.real, pytest.mark.slow]


@pytest.fixture(scope="module")
def copy():
    with own_copy() as local:
        system.up_clusters(local, say=lambda _: None, bound=True)
        yield local


def save_and_count(local: Local) -> int:
    client: MongoClient[dict[str, float]] = MongoClient(local.mongo_uri, w="majority", journal=True)
    with client:
        client.check.things.insert_one({"at": time.monotonic()})
        return client.check.things.count_documents({})


@pytest.mark.parametrize("name", ["mongo", "kafka"])
def test_a_killed_cluster_comes_back_with_its_data(copy, name):
    before, manager = save_and_count(copy), Manager(copy)
    program = next(p for p in clusters(copy) if p.name == name)
    pid = manager.process(name).pid
    os.kill(pid, signal.SIGKILL)
    until(lambda: manager.process(name).pid not in (0, pid) and system.ready(copy, program), 60, f"{name} is back")
    assert save_and_count(copy) == before + 1


def test_nothing_outlives_a_killed_manager_and_up_starts_all_again(copy):
    before, manager = save_and_count(copy), Manager(copy)
    pids = [manager.process(p.name).pid for p in clusters(copy)]
    os.kill(manager.pid(), signal.SIGKILL)
    until(lambda: not any(map(alive, pids)), 60, "all has stopped")
    assert not manager.running()
    system.up_clusters(copy, say=lambda _: None, bound=True)
    assert save_and_count(copy) == before + 1


def test_up_again_leaves_what_runs_alone(copy):
    manager = Manager(copy)
    pids = {p.name: p.pid for p in manager.processes()}
    system.up_clusters(copy, say=lambda _: None)
    assert {p.name: p.pid for p in manager.processes()} == pids


def test_a_changed_setting_restarts_what_it_touches(copy):
    manager = Manager(copy)
    pids = {p.name: p.pid for p in manager.processes()}
    other = Local(copy.ports, copy.data, settings={"TECHFEST_COMMAND_CACHE": "0"})
    system.up_clusters(other, say=lambda _: None)
    after = {p.name: p.pid for p in manager.processes()}
    assert (after["mongo"], after["kafka"]) == (pids["mongo"], pids["kafka"])
    assert 'TECHFEST_COMMAND_CACHE="0"' in (copy.run / "supervisor.conf").read_text()


def test_a_port_that_is_taken_is_named_before_anything_answers_for_it(copy, tmp_path):
    other = Local(copy.ports, tmp_path / "other")
    try:
        with pytest.raises(NotStarted, match=f"port {copy.ports.mongo} is in use"):
            system.up_clusters(other, say=lambda _: None, bound=True)
    finally:
        system.down(other)
