"""From a fact to the command that tells somebody of it."""

from collections.abc import Iterable
from typing import TypeVar

from services.notifications.domain.commands import AddMessage, Source
from shared.bus.messages import Incoming
from shared.contracts.accounts.roles import Role
from shared.contracts.events import Told
from shared.contracts.notifications.texts import ROLE_NOUN
from shared.contracts.notifications.values import MessageKind, Subject
from shared.contracts.values import Instant
from shared.ids import derived_id, is_id

T = TypeVar("T", bound=Told)


def message_for(
    told: Incoming,
    kind: MessageKind,
    recipient: str,
    *subjects: Subject,
    person_id: str | None = None,
    owner_of: Subject | None = None,
    source: Source | None = None,
    expires_at: Instant | None = None,
) -> Iterable[AddMessage]:
    """The command for one recipient; none for what is no person's id."""
    if not is_id(recipient):
        return
    yield AddMessage(
        message_id=derived_id(told.envelope.source, told.envelope.id, recipient, kind.value),
        tenant_id=told.envelope.tenant_id,
        kind=kind,
        subjects=subjects,
        person_id=person_id,
        owner_of=owner_of,
        source=source,
        expires_at=expires_at,
        told_at=told.envelope.time,
    )


def to_person(told: Incoming, kind: MessageKind, person_id: str, *subjects: Subject) -> Iterable[AddMessage]:
    """The command for a person."""
    return message_for(told, kind, person_id, *subjects, person_id=person_id)


def event_of(kind: type[T], told: Incoming) -> T:
    """The event, which the table below has chosen by its class."""
    if not isinstance(told.event, kind):
        raise TypeError(f"{told.event.wire} is heard as {kind.__name__}")
    return told.event


def role_subject(role: Role) -> Subject:
    """The role, and the place where it is held."""
    places = (role.award_id, role.programme_id, role.organisation_id, role.edition_id, role.tenant_id)
    return Subject(noun=f"{ROLE_NOUN}{role.name}", id=next(place for place in places if place))
