import stat
from configparser import RawConfigParser

import pytest

from deploy.local import supervisor_config, variables
from deploy.local.keys import secret
from deploy.local.layout import Local, local_of
from deploy.local.programs import Program, ours, programs
from deploy.local.variables import CONFIDENTIAL
from shared.auth import service_secret
from shared.services import EVERYBODY, SERVICES

RUN = set(EVERYBODY)


@pytest.fixture
def local(tmp_path) -> Local:
    return local_of({"TECHFEST_DATA": str(tmp_path / "100 %"), "TECHFEST_PORT": "18000"})


def sections(local: Local) -> dict[str, dict[str, str]]:
    parser = RawConfigParser()
    parser.read(supervisor_config.write(local, programs(local)))
    return {name: dict(parser[name]) for name in parser.sections()}


def test_every_process_is_kept_up(local):
    found = {n.split(":")[1]: s for n, s in sections(local).items() if n.startswith("program:")}
    assert list(found) == [
        "mongo",
        "kafka",
        "mailbox",
        *(f"{service}-{role}" for service in SERVICES for role in ("api", "worker")),
        "gateway-projector",
        "gateway-web",
    ]
    assert {s["autorestart"] for s in found.values()} == {"true"}


def test_existing_clusters_are_not_started(tmp_path):
    named = {"TECHFEST_DATA": str(tmp_path), "TECHFEST_KAFKA": "k:1", "TECHFEST_MONGO": "mongodb://m"}
    names = {p.name for p in programs(local_of(named))}
    assert not names & {"kafka", "mongo"}
    assert "accounts-api" in names


@pytest.mark.parametrize("name", ["operator", "services"])
def test_only_accounts_is_told_the_operators_secret_and_the_services_root(local, name):
    told = {n for n, s in sections(local).items() if secret(local.data, name) in s.get("environment", "")}
    assert told == {"program:accounts-api", "program:accounts-worker"}


def test_a_setting_that_is_confidential_is_given_to_its_owner_alone(tmp_path):
    given = {n: f"secret-{n}" for n, owners in CONFIDENTIAL.items() if owners != EVERYBODY}
    local = local_of({"TECHFEST_DATA": str(tmp_path), **given})
    told = {(p.name.split("-")[0], n) for p in ours(local) for n, v in p.environment.items() if v in given.values()}
    assert told == {(owner, n) for n in given for owner in CONFIDENTIAL[n] if owner in RUN}


def test_each_service_proves_itself_with_a_secret_of_its_own(local):
    told = {p.name.split("-")[0]: p.environment["TECHFEST_SERVICE_SECRET"] for p in ours(local) if p.name != "mailbox"}
    root = secret(local.data, "services")
    assert told == {owner: service_secret(root, owner) for owner in RUN}
    assert len(set(told.values())) == len(RUN)


@pytest.mark.parametrize(("host", "at"), [({}, "127.0.0.1"), ({"TECHFEST_HOST": "techfest.test"}, "0.0.0.0")])
def test_only_what_phones_need_listens_beyond_this_machine_and_only_with_a_host(tmp_path, host, at):
    local = local_of({"TECHFEST_DATA": str(tmp_path), **host})
    beyond = {p.name for p in programs(local) for address, _ in p.listens if address != "127.0.0.1"}
    assert beyond == ({"gateway-web", "trust"} if host else set())
    (web,) = [p for p in ours(local) if p.name == "gateway-web"]
    assert web.listens == ((at, local.ports.gateway),)
    assert ("TECHFEST_TLS_KEY" in web.environment) is bool(host)


def test_a_root_made_here_is_no_reason_for_browsers_to_remember_https(tmp_path):
    host = {"TECHFEST_DATA": str(tmp_path), "TECHFEST_HOST": "techfest.test"}
    own = {"TECHFEST_TLS_CERT": __file__, "TECHFEST_TLS_KEY": __file__}
    told = [variables.certificate_of(local_of({**host, **more}))["TECHFEST_HSTS"] for more in ({}, own)]
    assert told == ["0", "1"]


def test_a_secret_is_made_once_and_read_by_its_owner_alone(local):
    first = secret(local.data, "gateway")
    assert secret(local.data, "gateway") == first
    assert len(first) >= 43
    assert stat.S_IMODE((local.data / "secrets" / "gateway").stat().st_mode) == 0o600
    assert stat.S_IMODE(supervisor_config.write(local, ()).stat().st_mode) == 0o600


def test_no_value_is_taken_for_a_place_to_expand(local):
    odd = Program("odd", ("a b", '"', "%(x)s"), {"TECHFEST_X": 'a "b", %d'})
    text = supervisor_config.write(local, (odd,)).read_text()
    assert '"a b" "\\"" "%%(x)s"' in text
    assert 'environment=TECHFEST_X="a \\"b\\", %%d"' in text


def test_a_process_inherits_nothing_of_the_shell(monkeypatch):
    monkeypatch.setenv("SECRET_OF_THE_SHELL", "1")
    assert set(supervisor_config.clean_environment()) == {"PATH", "HOME", "LANG", "TZ", "PYTHONUNBUFFERED"}
