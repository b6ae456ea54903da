"""Facts of judging as they reach the projector, by the golden messages."""

from typing import Any

from shared.bus.messages import Incoming
from shared.contracts.envelope import Envelope
from shared.contracts.events import told_event
from shared.contracts.judging import events as judging
from tests.gateway import facts
from tests.golden.test_messages import golden

STORY = (
    "award_opened",
    "rubric_saved",
    "candidate_admitted",
    "round_opened",
    "judge_invited",
    "conflict_raised",
    "judge_assigned",
    "scoresheet_submitted",
    "result_sealed",
    "result_published",
    "job_changed",
)
"""One event for each collection."""
PLACE = {"tenant_id": facts.TENANT, "edition_id": facts.EDITION, "programme_id": facts.PROGRAMME}


def fact(name: str, seq: int = 1, **changes: Any) -> Incoming:
    """A golden message, at the place of the other facts, with these changes."""
    event = told_event(f"judging.{name}")
    assert event is not None, f"{judging.__name__} tells no {name}"
    data = {**golden(f"judging.{name}", 1), **changes}
    if "place" in data and "place" not in changes:
        data["place"] = PLACE
    read = event.read(1, data)
    about = getattr(read, event.about)
    envelope = Envelope(event.wire, event.version, "/judging/any", about, seq, facts.NOON, facts.TENANT)
    return Incoming(envelope, read)
