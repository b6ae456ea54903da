from pathlib import Path

import pytest

from deploy.local.layout import ROOT, SOCKET_LIMIT, Local, Ports, local_of, ports_of


def ports(gateway: int, first: int, trust: int) -> Ports:
    numbers = (gateway, *range(first, first + 8), trust, *range(first + 9, first + 12))
    return Ports(*numbers)


def test_one_setting_moves_all_ports():
    assert ports_of({}) == ports(8080, 8081, 8089)
    assert ports_of({"TECHFEST_PORT": "9000"}) == ports(9000, 9001, 9009)
    assert ports_of({"TECHFEST_PORT_BASE": "9100"}) == ports(8080, 9100, 8089)
    assert ports_of({"TECHFEST_TRUST_PORT": "80"}) == ports(8080, 8081, 80)


def test_a_data_folder_of_an_earlier_release_finds_its_mongodb_at_the_same_port():
    assert ports_of({}).mongo == 8083


def test_a_second_copy_shares_nothing_with_the_first():
    first, second = local_of({}), local_of({"TECHFEST_PORT": "9000", "TECHFEST_DATA": "/tmp/second"})
    assert first.data == ROOT / "data"
    for name in ("address", "kafka_address", "mongo_uri", "logs", "run", "socket"):
        assert getattr(first, name) != getattr(second, name)


def test_named_clusters_are_used_instead_of_own_ones():
    local = local_of({"TECHFEST_KAFKA": "a:1,b:2", "TECHFEST_MONGO": "mongodb://m/?replicaSet=x"})
    assert (local.kafka_address, local.mongo_uri) == ("a:1,b:2", "mongodb://m/?replicaSet=x")


@pytest.mark.parametrize(
    ("given", "address", "trust"),
    [
        ({}, "http://127.0.0.1:8080", "http://127.0.0.1:8089"),
        ({"TECHFEST_HOST": "techfest.test"}, "https://techfest.test:8080", "http://techfest.test:8089"),
        (
            {"TECHFEST_HOST": "techfest.test", "TECHFEST_PORT": "443"},
            "https://techfest.test",
            "http://techfest.test:452",
        ),
        ({"TECHFEST_HOST": "2001:db8::1"}, "https://[2001:db8::1]:8080", "http://[2001:db8::1]:8089"),
    ],
)
def test_people_come_over_https_where_phones_have_a_name_for_this_machine(given, address, trust):
    assert (local_of(given).address, local_of(given).trust_address) == (address, trust)


def test_settings_of_the_system_are_passed_on_and_those_of_the_shell_are_not():
    local = local_of({"TECHFEST_COMMAND_CACHE": "0", "TECHFEST_PORT": "1", "TECHFEST_TEST_KAFKA": "x", "SHELL": "sh"})
    assert local.settings == {"TECHFEST_COMMAND_CACHE": "0"}


def test_a_deep_data_folder_gets_a_short_socket():
    deep = Local(ports_of({}), Path("/tmp") / ("deep" * 40))
    near = Local(ports_of({}), Path("/tmp/near"))
    assert len(bytes(deep.socket)) <= SOCKET_LIMIT
    assert near.socket == Path("/tmp/near/run/supervisor.sock")
