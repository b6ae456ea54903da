"""Settings come from the environment, and a wrong one ends the process with its name."""

import socket
from datetime import timedelta

import pytest

from shared.clock import SystemClock
from shared.settings import BaseServiceSettings, read_settings


@pytest.fixture
def environment(monkeypatch):
    def put(**given):
        for name, value in {"MONGO": "mongodb://db", "KAFKA": "log:9092", **given}.items():
            monkeypatch.setenv(f"TECHFEST_{name}", value)

    return put


def test_what_is_not_set_has_a_default(environment):
    environment(LISTEN="0.0.0.0:9000", DATABASE_PREFIX="second")
    settings = read_settings(BaseServiceSettings)
    assert settings.address == ("0.0.0.0", 9000)
    assert settings.database("accounts") == "second_accounts"
    assert isinstance(settings.make_clock(), SystemClock)
    assert settings.instance == socket.gethostname()


def test_an_instance_has_the_name_that_it_is_given(environment):
    environment(INSTANCE="worker-2")
    assert read_settings(BaseServiceSettings).instance == "worker-2"


def test_a_wrong_setting_is_named_and_not_quoted(environment):
    environment(LISTEN="secret-place")
    with pytest.raises(SystemExit) as ended:
        read_settings(BaseServiceSettings)
    assert "TECHFEST_LISTEN" in str(ended.value)
    assert "secret-place" not in str(ended.value)


def test_the_clock_is_moved_in_tests_alone(environment, tmp_path):
    offset = tmp_path / "clock"
    environment(CLOCK=str(offset))
    with pytest.raises(SystemExit, match="TECHFEST_TESTING"):
        read_settings(BaseServiceSettings)


def test_one_write_moves_the_clock(environment, tmp_path):
    offset = tmp_path / "clock"
    environment(CLOCK=str(offset), TESTING="1")
    clock = read_settings(BaseServiceSettings).make_clock()
    before = clock.now()
    offset.write_text("3600")
    assert timedelta(minutes=59) < clock.now() - before < timedelta(minutes=61)
