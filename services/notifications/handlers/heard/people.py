"""What accounts tells of people: links that they asked for, their roles, their data."""

from collections.abc import Iterable

from services.notifications.domain.commands import AddMessage, ForgetSubscription, MuteMails, Source, SourceKind
from services.notifications.handlers.heard.making import event_of, message_for, role_subject, to_person
from shared.bus.messages import Incoming
from shared.contracts.accounts import events as accounts
from shared.contracts.accounts.values import DataRequestKind, DataRequestStatus
from shared.contracts.notifications.values import MessageKind, Subject


def sign_in_asked(told: Incoming) -> Iterable[AddMessage]:
    """The link that was asked for."""
    event = event_of(accounts.SignInAsked, told)
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
    event = event_of(accounts.InvitationSent, told)
    source = Source(kind=SourceKind.INVITATION, id=event.invitation_id)
    kind, role = MessageKind.INVITATION, role_subject(event.role)
    return message_for(told, kind, event.invitation_id, role, source=source, expires_at=event.expires_at)


def person_registered(told: Incoming) -> Iterable[AddMessage]:
    """How it goes on."""
    return to_person(told, MessageKind.WELCOME, event_of(accounts.PersonRegistered, told).person_id)


def password_changed(told: Incoming) -> Iterable[AddMessage]:
    """So that whoever it wasn't learns of it at once."""
    return to_person(told, MessageKind.PASSWORD_CHANGED, event_of(accounts.PasswordChanged, told).person_id)


def role_granted(told: Incoming) -> Iterable[AddMessage]:
    """Who somebody is from now on."""
    event = event_of(accounts.RoleGranted, told)
    return to_person(told, MessageKind.ROLE_GRANTED, event.person_id, role_subject(event.granted))


def role_revoked(told: Incoming) -> Iterable[AddMessage]:
    """What somebody is no more."""
    event = event_of(accounts.RoleRevoked, told)
    return to_person(told, MessageKind.ROLE_REVOKED, event.person_id, role_subject(event.revoked))


def data_requested(told: Incoming) -> Iterable[AddMessage]:
    """It has arrived."""
    event = event_of(accounts.DataRequested, told)
    request = Subject(noun="data_request", id=event.request_id)
    return to_person(told, MessageKind.DATA_REQUESTED, event.person_id, request)


def data_request_closed(told: Incoming) -> Iterable[AddMessage]:
    """What came of it; what the person took back is known to them."""
    event = event_of(accounts.DataRequestClosed, told)
    if event.status is DataRequestStatus.CANCELLED:
        return
    erased = event.kind is DataRequestKind.ERASURE and event.status is DataRequestStatus.DONE
    kind = MessageKind.DATA_ERASED if erased else MessageKind.DATA_ANSWERED
    yield from to_person(told, kind, event.person_id, Subject(noun="data_request", id=event.request_id))


def processing_stopped(told: Incoming) -> Iterable[MuteMails]:
    """The use of a person's data has stopped: mails that can be done without stop too."""
    event = event_of(accounts.DataRequestClosed, told)
    if event.kind is DataRequestKind.RESTRICTION and event.status is DataRequestStatus.DONE:
        yield MuteMails(person_id=event.person_id, tenant_id=event.tenant_id)


def person_erased(told: Incoming) -> Iterable[ForgetSubscription]:
    """What they wanted mailed goes; whom a message was for accounts does not tell any more."""
    event = event_of(accounts.PersonErased, told)
    for person_id in (event.person_id, *event.merged):
        yield ForgetSubscription(person_id=person_id)
