"""What notifications tells, as rows. Of a message that is only mailed they know what came of it."""

from collections.abc import Mapping

from gateway.projections.rows import Fields, Index, Projected, row_of
from shared.contracts.events import Told
from shared.contracts.notifications import events as told


def _added(event: told.MessageAdded) -> Fields:
    return {
        "message_id": event.message_id,
        "tenant_id": event.tenant_id,
        "person_id": event.person_id,
        "kind": event.kind.value,
        "subjects": [subject.model_dump() for subject in event.subjects],
        "at": event.at,
        "read_at": None,
    }


def _read(event: told.MessageRead) -> Fields:
    return {"person_id": event.person_id, "read_at": event.read_at}


def _mailed(event: told.MessageMailed) -> Fields:
    return {"outcome": event.outcome.value}


def _snapshot(event: told.MessageSnapshot) -> Fields:
    outcome: Fields = {"outcome": event.outcome and event.outcome.value}
    return outcome | _shown(event) if event.shown else outcome


def _shown(event: told.MessageSnapshot) -> Fields:
    return {
        "message_id": event.message_id,
        "tenant_id": event.tenant_id,
        "person_id": event.person_id,
        "kind": event.kind.value,
        "subjects": [subject.model_dump() for subject in event.subjects],
        "at": event.at,
        "read_at": event.read_at,
    }


PROJECTED: Mapping[type[Told], Projected] = {
    told.MessageAdded: row_of("messages", "message", _added),
    told.MessageRead: row_of("messages", "message", _read),
    told.MessageMailed: row_of("messages", "message", _mailed),
    told.MessageSnapshot: row_of("messages", "message", _snapshot),
}

NOT_PROJECTED: frozenset[type[Told]] = frozenset(
    {told.SubscriptionChanged, told.AddressBounced, told.SubscriptionSnapshot}
)
"""What a person wants mailed is asked of notifications."""

INDEXES: Mapping[str, tuple[Index, ...]] = {
    "messages": (
        (("person_id", 1), ("at", -1), ("_id", -1)),
        (("person_id", 1), ("read_at", 1)),
    ),
}

BELONGING: Mapping[str, str] = {"messages": "person_id"}
