"""What registration tells, as rows."""

from collections.abc import Mapping

from gateway.projections.rows import Fields, Index, Projected, row_of
from gateway.projections.sorting import sort_key
from shared.bus.projection import Copy
from shared.contracts.events import Told
from shared.contracts.registration import events as told
from shared.contracts.registration.values import EntryAnswers, EntryStatus


def _edition(event: told.EditionOpened | told.EditionSnapshot) -> Fields:
    return {
        "tenant_id": event.tenant_id,
        "edition_id": event.edition_id,
        "slug": event.slug,
        "name": event.name.model_dump(),
        "year": event.year,
        "zone": event.zone,
    }


def _programme(event: told.ProgrammeOpened | told.ProgrammeSnapshot) -> Fields:
    return {
        "tenant_id": event.tenant_id,
        "edition_id": event.edition_id,
        "programme_id": event.programme_id,
        "name": event.name.model_dump(),
        "kind": event.kind.value,
        "opens_at": event.opens_at,
        "closes_at": event.closes_at,
        "grace_minutes": event.grace_minutes,
    }


def _answers(answers: EntryAnswers) -> Fields:
    return {
        "title": answers.title,
        "title_key": sort_key(answers.title),
        "summary": answers.summary,
        "description": answers.description,
        "tags": list(answers.tags),
    }


UNDECIDED: Fields = {
    "decision": None,
    "rejection_reason": None,
    "decision_text": None,
    "release_id": None,
    "decided_at": None,
    "left_out": [],
}


def _submitted(event: told.EntrySubmitted | told.EntrySnapshot) -> Fields:
    return {
        "entry_id": event.entry_id,
        **event.place.model_dump(),
        **_answers(event.answers),
        "organisation_id": event.organisation_id,
        "submitted_by": event.submitted_by,
        "on_behalf": event.on_behalf,
        "receipt_code": event.receipt.code,
        "submitted_at": event.receipt.submitted_at,
        "in_grace": event.in_grace,
        "status": EntryStatus.SUBMITTED.value,
        "revised_at": None,
        "withdrawn_at": None,
        "withdrawal_reason": None,
        "withdrawal_note": None,
        **UNDECIDED,
    }


def _revised(event: told.EntryRevised) -> Fields:
    return {**_answers(event.answers), "revised_at": event.revised_at}


def _withdrawn(event: told.EntryWithdrawn) -> Fields:
    return {
        "status": EntryStatus.WITHDRAWN.value,
        "withdrawn_at": event.withdrawn_at,
        "withdrawal_reason": event.reason.value,
        "withdrawal_note": event.note and event.note.model_dump(),
    }


def _decided(event: told.EntryDecided) -> Fields:
    return {
        "status": EntryStatus(event.decision.value).value,
        "decision": event.decision.value,
        "rejection_reason": event.reason and event.reason.value,
        "decision_text": event.text and event.text.model_dump(),
        "release_id": event.release_id,
        "decided_at": event.decided_at,
    }


def _taken_over(event: told.EntryTakenOver) -> Fields:
    return {"submitted_by": event.submitted_by}


def _left_out(event: told.EntryLeftOut) -> Fields:
    return {"left_out": list(event.left_out)}


def _snapshot(event: told.EntrySnapshot) -> Fields:
    return {
        **_submitted(event),
        "status": event.status.value,
        "decision": event.decision and event.decision.value,
        "rejection_reason": event.rejection and event.rejection.value,
        "decision_text": event.decision_text and event.decision_text.model_dump(),
        "release_id": event.release_id,
        "decided_at": event.decided_at,
        "left_out": list(event.left_out),
        "revised_at": event.revised_at,
        "withdrawn_at": event.withdrawn_at,
        "withdrawal_reason": event.reason and event.reason.value,
        "withdrawal_note": event.note and event.note.model_dump(),
    }


def _released(event: told.DecisionsReleased) -> Fields:
    return {
        "release_id": event.release_id,
        **event.place.model_dump(),
        "entries": event.entries,
        "released_at": event.released_at,
        "arrived": False,
    }


def _release_arrived(_: told.DecisionsArrived) -> Fields:
    return {"arrived": True}


def _release(event: told.ReleaseSnapshot) -> Fields:
    return {
        "release_id": event.release_id,
        **event.place.model_dump(),
        "entries": event.entries,
        "released_at": event.released_at,
        "arrived": event.arrived,
    }


PROJECTED: Mapping[type[Told], Projected] = {
    told.EditionOpened: row_of("editions", "edition", _edition),
    told.EditionSnapshot: row_of("editions", "edition", _edition),
    told.ProgrammeOpened: row_of("programmes", "programme", _programme),
    told.ProgrammeSnapshot: row_of("programmes", "programme", _programme),
    told.EntrySubmitted: row_of("entries", "entry", _submitted),
    told.EntryRevised: row_of("entries", "entry", _revised),
    told.EntryWithdrawn: row_of("entries", "entry", _withdrawn),
    told.EntrySnapshot: row_of("entries", "entry", _snapshot),
    told.EntryDecided: row_of("entries", "entry", _decided),
    told.EntryTakenOver: row_of("entries", "entry", _taken_over),
    told.EntryLeftOut: row_of("entries", "entry", _left_out),
    told.DecisionsReleased: row_of("releases", "release", _released),
    told.DecisionsArrived: row_of("releases", "release", _release_arrived),
    told.ReleaseSnapshot: row_of("releases", "release", _release),
}

NOT_PROJECTED: frozenset[type[Told]] = frozenset(
    {told.DecisionsTold, told.DecisionsAnnounced, told.DecisionPageSnapshot}
)
"""What pages tell is shown by the entries that follow them."""

INDEXES: Mapping[str, tuple[Index, ...]] = {
    "editions": ((("tenant_id", 1), ("year", 1), ("_id", 1)),),
    "programmes": ((("edition_id", 1), ("opens_at", 1), ("_id", 1)),),
    "entries": (
        (("organisation_id", 1),),
        (("submitted_by", 1), ("submitted_at", 1), ("_id", 1)),
        (("tenant_id", 1), ("submitted_at", 1), ("_id", 1)),
        (("programme_id", 1), ("submitted_at", 1), ("_id", 1)),
        (("programme_id", 1), ("title_key", 1), ("_id", 1)),
        (("programme_id", 1), ("organisation.founded_year", 1), ("_id", 1)),
        (("programme_id", 1), ("tags", 1)),
        (("programme_id", 1), ("organisation.country", 1)),
        (("release_id", 1),),
        (("left_out", 1),),
    ),
    "releases": ((("programme_id", 1), ("released_at", -1), ("_id", -1)),),
}

COPIES: tuple[Copy, ...] = (
    Copy(
        name="organisation",
        of="organisations",
        into="entries",
        by="organisation_id",
        fields=("name", "name_key", "country", "location", "founded_year"),
        source="organisation",
        within="tenant_id",
    ),
)
"""Entries are sorted, filtered and searched by their organisation's facts, if it is of the same tenant."""
