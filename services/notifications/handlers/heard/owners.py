"""Whose a thing is: kept, to be asked for when a later fact about it does not say."""

from collections.abc import Iterable

from shared.bus.messages import Incoming
from shared.bus.projection import Row
from shared.contracts.accounts import events as accounts
from shared.contracts.notifications.values import Subject
from shared.contracts.registration import events as registration
from shared.ids import is_id

OWNERS = "owners"
"""The collection in which it is kept."""


def owner_rows(told: Incoming) -> Iterable[Row]:
    """Of each thing that is told of."""
    match told.event:
        case accounts.OrganisationRegistered() | accounts.OrganisationSnapshot() as event:
            yield _owned(told, Subject(noun="organisation", id=event.organisation_id), event.registered_by)
        case registration.EntrySubmitted() | registration.EntrySnapshot() as event:
            owner = None if event.on_behalf else event.submitted_by
            yield _owned(told, Subject(noun="entry", id=event.entry_id), owner)
        case registration.EntryTakenOver() as event:
            yield _owned(told, Subject(noun="entry", id=event.entry_id), event.submitted_by)


def _owned(told: Incoming, subject: Subject, owner: str | None) -> Row:
    person = owner if owner is not None and is_id(owner) else None
    return Row(OWNERS, owner_key(subject), subject.noun, told.envelope.seq, {"owner": person})


def owner_key(subject: Subject) -> str:
    """Under which the owner of a thing is kept."""
    return f"{subject.noun}:{subject.id}"
