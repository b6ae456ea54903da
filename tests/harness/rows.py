"""The rows of the read model, made from events alone."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from gateway.projections import NOT_PROJECTED, PROJECTED
from shared.bus.messages import Incoming
from shared.contracts.envelope import Envelope
from shared.contracts.events import Told


def projected(events: Iterable[Told]) -> dict[str, dict[str, Any]]:
    """The rows that the events leave, one after the other, by collection and id."""
    rows: dict[str, dict[str, Any]] = {}
    for seq, event in enumerate(events, 1):
        if type(event) in NOT_PROJECTED:
            continue
        aggregate_id = getattr(event, event.about)
        envelope = Envelope(event.wire, 1, "/test", aggregate_id, seq, datetime(2026, 11, 20, tzinfo=UTC), "t" * 8)
        for row in PROJECTED[type(event)](Incoming(envelope, event)):
            rows.setdefault(f"{row.collection} {row.id}", {}).update(row.set)
    return rows
