import json

import pytest
from typer.testing import CliRunner

from deploy.cli.main import app
from tests.harness.ports import free_ports


@pytest.fixture
def techfest(tmp_path):
    """Runs the program for a copy that has never been started."""
    environment = {"TECHFEST_DATA": str(tmp_path / "data"), "TECHFEST_PORT": str(free_ports().gateway)}
    return lambda *words, **more: CliRunner().invoke(app, words, env=environment, **more)


def test_status_says_what_to_do_when_nothing_runs(techfest):
    done = techfest("status", "--json")
    processes = json.loads(done.stdout)["processes"]
    assert done.exit_code == 1
    assert len(processes) == 8
    assert {(p["state"], p["ready"], p["advice"]) for p in processes} == {("STOPPED", False, "start it: make up")}


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
    assert "accounts, registration" in done.stderr
