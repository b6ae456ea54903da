"""What registration tells, as rows."""

from collections.abc import Mapping

from gateway.projections.rows import Fields, Projected, row_of
from gateway.projections.sorting import sort_key
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


def _snapshot(event: told.EntrySnapshot) -> Fields:
    return {
        **_submitted(event),
        "status": event.status.value,
        "revised_at": event.revised_at,
        "withdrawn_at": event.withdrawn_at,
        "withdrawal_reason": event.reason and event.reason.value,
        "withdrawal_note": event.note and event.note.model_dump(),
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
}
