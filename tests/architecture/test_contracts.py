"""What every contract promises: each command is decided, each told event is recorded and names nobody."""

import importlib
import re

import pytest

from shared.auth import service_actor
from shared.bus.dispatch import Verdict
from shared.contracts.commands import Command, commands_of, internal_commands_of
from shared.contracts.events import Told, told_events
from tests.architecture.tree import services
from tests.builders.actors import ACTORS

PERSONAL = re.compile(
    r"(^|_)(mail|email|phone|birth|birthday|first_name|last_name|full_name|address|password|identity)(_|$)"
)


def contract(service: str) -> None:
    importlib.import_module(f"shared.contracts.{service}.commands")
    importlib.import_module(f"shared.contracts.{service}.events")


def every_command() -> list[type[Command]]:
    for service in services():
        contract(service)
        importlib.import_module(f"services.{service}.handlers")
    return [c for service in services() for c in (*commands_of(service), *internal_commands_of(service))]


def every_told_event() -> list[type[Told]]:
    for service in services():
        contract(service)
    return [e for service in services() for e in told_events(service)]


@pytest.mark.parametrize("service", services())
def test_every_command_has_one_rule_and_one_row_in_access(service):
    contract(service)
    handlers = importlib.import_module(f"services.{service}.handlers")
    access = importlib.import_module(f"services.{service}.access")
    declared = {*commands_of(service), *internal_commands_of(service)}
    assert {h.command for h in handlers.COMMANDS} == declared
    assert len(handlers.COMMANDS) == len(declared)
    assert set(access.ACCESS) == declared


def asked(service: str, command: type[Command]) -> set[str]:
    """Of all actors there are, those whom a row lets pass without a state."""
    may = importlib.import_module(f"services.{service}.access").ACCESS[command]
    of_services = {f"service {name}": service_actor(name) for name in (*services(), "gateway")}
    return {name for name, a in {**ACTORS, **of_services}.items() if may(a, None, None, None) is Verdict.YES}


@pytest.mark.parametrize("service", services())
def test_an_internal_command_is_for_its_own_service_alone(service):
    importlib.import_module(f"services.{service}.handlers")
    internal = internal_commands_of(service)
    assert {c.wire: asked(service, c) for c in internal} == {c.wire: {f"service {service}"} for c in internal}


@pytest.mark.parametrize("event", every_told_event(), ids=lambda e: e.wire)
def test_a_told_event_belongs_to_its_owners_topic(event):
    owner = event.wire.split(".")[0]
    assert event.topic.startswith(f"techfest.{owner}.")


def fields_of(model: type, seen: set[type]) -> set[str]:
    """All field names of a model and of the models within it."""
    if model in seen or not hasattr(model, "model_fields"):
        return set()
    seen.add(model)
    names = set(model.model_fields)
    for field in model.model_fields.values():
        for part in re.findall(r"shared\.contracts\.[\w.]+", str(field.annotation)):
            module, _, name = part.rpartition(".")
            names |= fields_of(getattr(importlib.import_module(module), name), seen)
    return names


@pytest.mark.parametrize("event", every_told_event(), ids=lambda e: e.wire)
def test_no_field_of_a_told_event_identifies_a_person(event):
    assert {f for f in fields_of(event, set()) if PERSONAL.search(f)} == set()


@pytest.mark.parametrize("command", every_command(), ids=lambda c: c.wire)
def test_a_command_says_what_it_is_for(command):
    assert command.__doc__
    assert all(f.description for f in command.model_fields.values())
    assert all(r.__doc__ and r.text for r in command.refuses)


@pytest.mark.parametrize("event", every_told_event(), ids=lambda e: e.wire)
def test_every_aggregate_of_the_contract_has_a_snapshot(event):
    same = {e.wire for e in every_told_event() if e.about == event.about and e.topic == event.topic}
    assert any(wire.endswith("_snapshot") for wire in same)
