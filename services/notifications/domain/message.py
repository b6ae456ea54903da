"""A message: one fact told to one person, in the inbox, by mail, or both. What the mail says is kept nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.notifications.domain.commands import AddMessage, Source, SourceKind
from shared.contracts.context import Context
from shared.contracts.events import Event, Kept
from shared.contracts.notifications.commands import ReadMessage
from shared.contracts.notifications.events import MessageAdded, MessageMailed, MessageRead, MessageSnapshot
from shared.contracts.notifications.values import MAILED_ONLY, MessageKind, Outcome, Subject
from shared.contracts.places import Places
from shared.contracts.values import Id, Instant
from shared.errors import NotFound

MAILED_WITHIN = timedelta(hours=24)
"""A fact that is older when it is heard first (a group was made anew, or a new installation reads an old log) is
mailed to nobody: whoever it is for has long known it, and thousands would get everything at once."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """The mail that goes with a message, as long as nothing has come of it."""

    source: Source
    due_at: datetime
    """When it is sent, or tried again."""
    expires_at: datetime | None = None
    tries: int = 0
    claim: str | None = None
    """The command that has claimed it last."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stands. `person_id` is None where accounts alone knows whom an invitation goes to."""

    message_id: str
    tenant_id: str
    kind: MessageKind
    subjects: tuple[Subject, ...]
    at: datetime
    shown: bool
    person_id: str | None = None
    mailing: Mailing | None = None
    outcome: Outcome | None = None
    read_at: datetime | None = None


class MailIntended(Kept):
    """A mail is to be sent."""

    message_id: Id
    tenant_id: Id
    kind: MessageKind
    subjects: tuple[Subject, ...]
    person_id: Id | None
    at: Instant
    due_at: Instant
    source: Source
    expires_at: Instant | None


class MailClaimed(Kept):
    """A sender is at it; until the instant no other is."""

    claim: str
    until: Instant


class MailPutOff(Kept):
    """It could not be sent now."""

    again_at: Instant


def add(message: Message | None, command: AddMessage, context: Context, owner: str | None) -> Sequence[Event]:
    """A message, unless it is there already; it is for the `owner` where the command says of what.

    Its mail is intended by the same save, if the fact is no older than a day.
    """
    person_id = owner if command.owner_of is not None else command.person_id
    source = command.source or _of_person(person_id)
    if message is not None or source is None:
        return ()
    events: list[Event] = []
    if command.kind not in MAILED_ONLY and person_id is not None:
        events.append(_added(command, person_id))
    if context.now - command.told_at <= MAILED_WITHIN:
        events.append(_intended(command, person_id, source, context.now))
    return events


def _of_person(person_id: str | None) -> Source | None:
    return Source(kind=SourceKind.PERSON, id=person_id) if person_id else None


def _added(command: AddMessage, person_id: str) -> MessageAdded:
    return MessageAdded(
        message_id=command.message_id,
        person_id=person_id,
        tenant_id=command.tenant_id,
        kind=command.kind,
        subjects=command.subjects,
        at=command.told_at,
    )


def _intended(command: AddMessage, person_id: str | None, source: Source, now: datetime) -> MailIntended:
    return MailIntended(
        message_id=command.message_id,
        tenant_id=command.tenant_id,
        kind=command.kind,
        subjects=command.subjects,
        person_id=person_id,
        at=command.told_at,
        due_at=now,
        source=source,
        expires_at=command.expires_at,
    )


def read(message: Message | None, command: ReadMessage, context: Context) -> Sequence[Event]:
    """Read, or unread again; what it is already changes nothing. Refuses `NotFound` where it is in no inbox."""
    if message is None or message.person_id is None or not message.shown:
        raise NotFound
    if command.read == (message.read_at is not None):
        return ()
    read_at = context.now if command.read else None
    return (MessageRead(message_id=message.message_id, person_id=message.person_id, read_at=read_at),)


def apply(message: Message | None, event: Event) -> Message:
    """The message after the fact."""
    match event:
        case MessageAdded():
            return Message(**dict(event), shown=True)
        case MailIntended():
            return replace(message or _mailed_only(event), mailing=_mailing(event))
        case MessageSnapshot():
            return Message(**dict(event))
    if message is None:
        raise TypeError(f"{type(event).__name__} begins no message")
    return _changed(message, event)


def _mailing(event: MailIntended) -> Mailing:
    return Mailing(event.source, event.due_at, event.expires_at)


def _mailed_only(event: MailIntended) -> Message:
    known = dict(event)
    return Message(
        **{name: known[name] for name in known if name not in ("source", "due_at", "expires_at")}, shown=False
    )


def _changed(message: Message, event: Event) -> Message:
    match event:
        case MessageRead():
            return replace(message, read_at=event.read_at)
        case MessageMailed():
            return replace(message, outcome=event.outcome, mailing=None)
        case MailClaimed() | MailPutOff() if message.mailing is not None:
            return replace(message, mailing=_tried(message.mailing, event))
    raise TypeError(f"{type(event).__name__} is no fact of a message")


def _tried(mailing: Mailing, event: MailClaimed | MailPutOff) -> Mailing:
    if isinstance(event, MailPutOff):
        return replace(mailing, due_at=event.again_at)
    return replace(mailing, due_at=event.until, claim=event.claim, tries=mailing.tries + 1)


def snapshot(message: Message) -> MessageSnapshot:
    """All that told facts have said."""
    return MessageSnapshot(
        message_id=message.message_id,
        person_id=message.person_id,
        tenant_id=message.tenant_id,
        kind=message.kind,
        subjects=message.subjects,
        at=message.at,
        shown=message.shown,
        read_at=message.read_at,
        outcome=message.outcome,
    )


def places(message: Message) -> Places:
    """Its tenant."""
    return Places(message.tenant_id)
