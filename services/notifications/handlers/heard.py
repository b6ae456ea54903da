"""Who is told of what: a table, heard event → the messages that it makes, and whose things are."""

from collections.abc import Iterable
from typing import TypeVar

from services.notifications.domain.commands import AddMessage, ForgetSubscription, Source, SourceKind
from shared.bus.messages import Incoming
from shared.bus.projection import Row
from shared.bus.reactions import Ask, Keep, Reactions, merged
from shared.contracts.accounts import events as accounts
from shared.contracts.accounts.roles import Role
from shared.contracts.accounts.values import DataRequestKind, DataRequestStatus, Standing
from shared.contracts.events import Told
from shared.contracts.jobs import JobStatus
from shared.contracts.notifications.texts import ROLE_NOUN
from shared.contracts.notifications.values import MessageKind, Subject
from shared.contracts.registration import events as registration
from shared.contracts.values import Instant
from shared.ids import derived_id, is_id

T = TypeVar("T", bound=Told)

OWNERS = "owners"
"""The collection in which it is kept whose a thing is."""
ENDED = (JobStatus.READY, JobStatus.DONE, JobStatus.FAILED)
"""When a job needs a look."""


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


def sign_in_asked(told: Incoming) -> Iterable[AddMessage]:
    """The link that was asked for."""
    event = _of(accounts.SignInAsked, told)
    source = Source(kind=SourceKind.SIGN_IN, id=event.sign_in_id)
    return message_for(
        told,
        MessageKind.SIGN_IN,
        event.person_id,
        person_id=event.person_id,
        source=source,
        expires_at=event.expires_at,
    )


def invitation_sent(told: Incoming) -> Iterable[AddMessage]:
    """The invitation, to an address that accounts alone knows."""
    event = _of(accounts.InvitationSent, told)
    source = Source(kind=SourceKind.INVITATION, id=event.invitation_id)
    kind, role = MessageKind.INVITATION, _role(event.role)
    return message_for(told, kind, event.invitation_id, role, source=source, expires_at=event.expires_at)


def person_registered(told: Incoming) -> Iterable[AddMessage]:
    """How it goes on."""
    return to_person(told, MessageKind.WELCOME, _of(accounts.PersonRegistered, told).person_id)


def role_granted(told: Incoming) -> Iterable[AddMessage]:
    """Who somebody is from now on."""
    event = _of(accounts.RoleGranted, told)
    return to_person(told, MessageKind.ROLE_GRANTED, event.person_id, _role(event.granted))


def role_revoked(told: Incoming) -> Iterable[AddMessage]:
    """What somebody is no more."""
    event = _of(accounts.RoleRevoked, told)
    return to_person(told, MessageKind.ROLE_REVOKED, event.person_id, _role(event.revoked))


def membership_changed(told: Incoming) -> Iterable[AddMessage]:
    """Whoever asks is told to the administrators, whoever was let in by another is told so."""
    event = _of(accounts.MembershipChanged, told)
    organisation = Subject(noun="organisation", id=event.organisation_id)
    standing = {member.person_id: member.standing for member in event.members}.get(event.person_id)
    if standing is Standing.ASKED:
        for member in event.members:
            if member.standing is Standing.ADMIN:
                asking = Subject(noun="person", id=event.person_id)
                yield from to_person(told, MessageKind.JOIN_ASKED, member.person_id, organisation, asking)
    elif standing is not None and told.envelope.actor_id != event.person_id:
        yield from to_person(told, MessageKind.JOIN_ADMITTED, event.person_id, organisation)


def organisation_verified(told: Incoming) -> Iterable[AddMessage]:
    """To whoever registered it; that it is verified no more is told by the one who changed it."""
    event = _of(accounts.OrganisationVerified, told)
    if event.verified:
        organisation = Subject(noun="organisation", id=event.organisation_id)
        kind = MessageKind.ORGANISATION_VERIFIED
        yield from message_for(told, kind, event.organisation_id, organisation, owner_of=organisation)


def data_requested(told: Incoming) -> Iterable[AddMessage]:
    """It has arrived."""
    event = _of(accounts.DataRequested, told)
    request = Subject(noun="data_request", id=event.request_id)
    return to_person(told, MessageKind.DATA_REQUESTED, event.person_id, request)


def data_request_closed(told: Incoming) -> Iterable[AddMessage]:
    """What came of it; what the person took back is known to them."""
    event = _of(accounts.DataRequestClosed, told)
    if event.status is DataRequestStatus.CANCELLED:
        return
    erased = event.kind is DataRequestKind.ERASURE and event.status is DataRequestStatus.DONE
    kind = MessageKind.DATA_ERASED if erased else MessageKind.DATA_ANSWERED
    yield from to_person(told, kind, event.person_id, Subject(noun="data_request", id=event.request_id))


def job_changed(told: Incoming) -> Iterable[AddMessage]:
    """To whoever asked for it, once it has ended or waits to be adopted."""
    event = _of(accounts.JobChanged, told)
    if event.status in ENDED:
        yield from to_person(told, MessageKind.JOB_DONE, event.requested_by, Subject(noun="job", id=event.job_id))


def entry_submitted(told: Incoming) -> Iterable[AddMessage]:
    """To whoever submitted it; a client that did so on behalf reads no mail."""
    event = _of(registration.EntrySubmitted, told)
    if not event.on_behalf:
        entry = Subject(noun="entry", id=event.entry_id)
        yield from to_person(told, MessageKind.ENTRY_SUBMITTED, event.submitted_by, entry)


def entry_withdrawn(told: Incoming) -> Iterable[AddMessage]:
    """To whoever had submitted it."""
    event = _of(registration.EntryWithdrawn, told)
    entry = Subject(noun="entry", id=event.entry_id)
    return message_for(told, MessageKind.ENTRY_WITHDRAWN, event.entry_id, entry, owner_of=entry)


def person_erased(told: Incoming) -> Iterable[ForgetSubscription]:
    """What they wanted mailed goes; whom a message was for accounts does not tell any more."""
    event = _of(accounts.PersonErased, told)
    for person_id in (event.person_id, *event.merged):
        yield ForgetSubscription(person_id=person_id)


def owner_rows(told: Incoming) -> Iterable[Row]:
    """Whose a thing is: asked for when a later fact about it does not say."""
    match told.event:
        case accounts.OrganisationRegistered() | accounts.OrganisationSnapshot() as event:
            yield _owned(told, Subject(noun="organisation", id=event.organisation_id), event.registered_by)
        case registration.EntrySubmitted() | registration.EntrySnapshot() as event:
            owner = None if event.on_behalf else event.submitted_by
            yield _owned(told, Subject(noun="entry", id=event.entry_id), owner)


def _owned(told: Incoming, subject: Subject, owner: str | None) -> Row:
    person = owner if owner is not None and is_id(owner) else None
    return Row(OWNERS, owner_key(subject), subject.noun, told.envelope.seq, {"owner": person})


def owner_key(subject: Subject) -> str:
    """Under which the owner of a thing is kept."""
    return f"{subject.noun}:{subject.id}"


def _of(kind: type[T], told: Incoming) -> T:
    """The event, which the table below has chosen by its class."""
    if not isinstance(told.event, kind):
        raise TypeError(f"{told.event.wire} is heard as {kind.__name__}")
    return told.event


def _role(role: Role) -> Subject:
    """The role, and the place where it is held."""
    places = (role.award_id, role.programme_id, role.organisation_id, role.edition_id, role.tenant_id)
    return Subject(noun=f"{ROLE_NOUN}{role.name}", id=next(place for place in places if place))


_OWNED: Reactions = {
    event: (Keep(owner_rows),)
    for event in (
        accounts.OrganisationRegistered,
        accounts.OrganisationSnapshot,
        registration.EntrySubmitted,
        registration.EntrySnapshot,
    )
}
_TOLD: Reactions = {
    accounts.SignInAsked: (Ask("mail the link", sign_in_asked),),
    accounts.InvitationSent: (Ask("mail the invitation", invitation_sent),),
    accounts.PersonRegistered: (Ask("welcome", person_registered),),
    accounts.RoleGranted: (Ask("tell of the role", role_granted),),
    accounts.RoleRevoked: (Ask("tell of the role", role_revoked),),
    accounts.MembershipChanged: (Ask("tell of the membership", membership_changed),),
    accounts.OrganisationVerified: (Ask("tell of the verification", organisation_verified),),
    accounts.DataRequested: (Ask("confirm the request", data_requested),),
    accounts.DataRequestClosed: (Ask("tell of the answer", data_request_closed),),
    accounts.PersonErased: (Ask("forget", person_erased),),
    accounts.JobChanged: (Ask("tell of the end", job_changed),),
    registration.EntrySubmitted: (Ask("confirm the entry", entry_submitted),),
    registration.EntryWithdrawn: (Ask("confirm the withdrawal", entry_withdrawn),),
}

HEARD: Reactions = merged(_OWNED, _TOLD)
"""Whose a thing is, is kept before the messages that ask for it. No rule here asks for roles: none are kept."""
