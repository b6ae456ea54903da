"""Each consumer subscribes only to what deploy/topics.yaml grants it, and every told event has a topic there."""

import ast
import importlib
from pathlib import Path

import pytest

from deploy.topics import declared
from gateway.projections import PROJECTED
from tests.architecture import rooms
from tests.architecture.test_contracts import every_told_event
from tests.architecture.tree import ROOT, services

CONSUMERS = {**{name: f"services/{name}" for name in services()}, "gateway": "gateway"}


def topics_named_in(file: Path) -> set[str]:
    """The topics whose names a module takes from a contract."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("shared.contracts."):
            module = importlib.import_module(node.module)
            found |= {getattr(module, alias.name) for alias in node.names if alias.name == "TOPIC"}
    return found


def taken_by(consumer: str) -> set[str]:
    """The topics that a consumer's modules name or whose events it reacts to."""
    named = {t for file in rooms.python_files(ROOT, CONSUMERS[consumer]) for t in topics_named_in(file)}
    if consumer == "gateway":
        return named | {event.topic for event in PROJECTED}
    handlers = importlib.import_module(f"services.{consumer}.handlers")
    return named | {event.topic for event in getattr(handlers, "HEARD", ())}


@pytest.mark.parametrize("consumer", CONSUMERS)
def test_a_consumer_takes_only_what_it_is_granted(consumer):
    topics = declared().topics
    granted = {name for name, topic in topics.items() if consumer in topic.reads or topic.writes == consumer}
    assert taken_by(consumer) <= granted


def test_somebody_takes_what_is_granted():
    granted = {
        consumer for name, topic in declared().topics.items() if name.endswith(".v1") for consumer in topic.reads
    }
    assert {consumer for consumer in granted & CONSUMERS.keys() if not taken_by(consumer)} == set()


@pytest.mark.parametrize("event", every_told_event(), ids=lambda e: e.wire)
def test_a_told_events_topic_is_declared_and_its_owners_to_write(event):
    assert declared().topics[event.topic].writes == event.wire.split(".")[0]
