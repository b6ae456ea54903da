import asyncio
import json

import pytest
from typer.testing import CliRunner

from deploy.cli.main import app
from shared.clock import SystemClock
from shared.ids import new_id
from shared.mongo import connect
from shared.services import EVERYBODY, SERVICES
from tests.harness.ports import free_ports

NONE_ASIDE = dict.fromkeys(EVERYBODY, 0)


@pytest.fixture
def techfest(tmp_path):
    """Runs the program for a copy that has never been started."""
    environment = {"TECHFEST_DATA": str(tmp_path / "data"), "TECHFEST_PORT": str(free_ports().gateway)}
    return lambda *words, **more: CliRunner().invoke(app, words, env=environment, **more)


def test_status_says_what_to_do_when_nothing_runs(techfest):
    done = techfest("status", "--json")
    processes = json.loads(done.stdout)["processes"]
    assert done.exit_code == 1
    assert len(processes) == 5 + 2 * len(SERVICES)
    assert {(p["state"], p["ready"], p["advice"]) for p in processes} == {("STOPPED", False, "start it: make up")}


async def test_status_says_how_many_keys_a_consumer_has_put_aside(techfest, real_parts, monkeypatch):
    prefix = f"test_{new_id()[:12]}"
    monkeypatch.setenv("TECHFEST_MONGO", real_parts.mongo)
    monkeypatch.setenv("TECHFEST_DATABASE_PREFIX", prefix)
    client = connect(real_parts.mongo)
    parked = {"topic": "t", "key": "k", "first": 1, "last": 1, "reason": "r", "since": SystemClock().now()}
    try:
        await client[f"{prefix}_gateway"]["parked_keys"].insert_one({"_id": "t/k", **parked})
        told = await asyncio.to_thread(techfest, "status", "--json")
        assert json.loads(told.stdout)["put_aside"] == {**NONE_ASIDE, "gateway": 1}
        said = await asyncio.to_thread(techfest, "status")
        assert "registration:" not in said.stdout
        assert said.stdout.endswith("keys put aside by gateway: 1; see: techfest deadletters list gateway\n")
    finally:
        await client.drop_database(f"{prefix}_gateway")
        client.close()


def test_down_is_harmless_when_nothing_runs(techfest):
    done = techfest("down")
    assert (done.exit_code, done.stdout) == (0, "nothing ran\n")


def test_clean_asks_and_keeps_the_data_when_told_no(techfest, tmp_path):
    (tmp_path / "data").mkdir()
    done = techfest("clean", input="n\n")
    assert done.exit_code == 1
    assert (tmp_path / "data").exists()
    assert techfest("clean", "--yes").exit_code == 0
    assert not (tmp_path / "data").exists()


def test_a_gateway_that_does_not_answer_is_said_in_a_sentence(techfest):
    done = techfest("token")
    assert done.exit_code == 1
    assert "Nothing answers at http://127.0.0.1:" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_service_is_refused_before_anything_is_done(techfest):
    done = techfest("relay", "repair", "nobody")
    assert done.exit_code == 2
    assert ", ".join(SERVICES) in done.stderr
