from pathlib import Path

import yaml

from deploy.docker import start
from deploy.local.layout import ROOT, Local, local_of
from deploy.local.programs import Program, ours
from shared.auth import service_secret

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def containers(folder: Path, **given: str) -> Local:
    return local_of(
        {"TECHFEST_DATA": str(folder), "TECHFEST_KAFKA": "kafka:9092", "TECHFEST_MONGO": "mongodb://m", **given}
    )


def process(local: Local, name: str) -> Program:
    return next(p for p in ours(local) if p.name == name)


def test_each_process_has_a_container_of_its_name(tmp_path):
    named = {s["command"][0] for s in COMPOSE.values() if s.get("image") == "techfest" and "command" in s}
    assert named == {p.name for p in ours(containers(tmp_path))}


def test_only_the_gateway_is_published_and_only_to_this_machine():
    assert {n: s["ports"] for n, s in COMPOSE.items() if "ports" in s} == {
        "gateway-web": ["127.0.0.1:${TECHFEST_PORT:-8080}:8080"]
    }


def test_containers_agree_on_secrets_and_only_accounts_knows_the_operators(tmp_path, monkeypatch):
    monkeypatch.setenv("TECHFEST_OPERATOR_SECRET", "")
    monkeypatch.setenv("TECHFEST_GATEWAY_SECRET", "")
    local = containers(tmp_path, TECHFEST_OPERATOR_SECRET="")
    api, web = (start.environment(local, process(local, name)) for name in ("accounts-api", "gateway-web"))
    assert api["TECHFEST_GATEWAY_SECRET"] == web["TECHFEST_GATEWAY_SECRET"] != ""
    assert api["TECHFEST_OPERATOR_SECRET"] != ""
    assert "TECHFEST_OPERATOR_SECRET" not in web


def test_a_container_proves_itself_with_a_secret_of_its_service_that_accounts_can_derive(tmp_path):
    local = containers(tmp_path)
    web, worker = (start.environment(local, process(local, n)) for n in ("gateway-web", "accounts-worker"))
    assert "TECHFEST_SERVICES_ROOT" not in web
    assert web["TECHFEST_SERVICE_SECRET"] == service_secret(worker["TECHFEST_SERVICES_ROOT"], "gateway")
