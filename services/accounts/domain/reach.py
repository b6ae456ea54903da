"""Whether mail reaches a person: it was read there, or it came back."""

from services.accounts.domain.person import MailBounced, MailConfirmed, Person
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.values import Id, Instant


class MarkBounced(Command, wire="accounts.mark_bounced", about="person_id", internal=True):
    """Notes that mail to a person came back."""

    person_id: Id
    """Whose."""
    at: Instant
    """When."""


class ConfirmMail(Command, wire="accounts.confirm_mail", about="person_id", internal=True):
    """Notes that a person has read what was mailed."""

    person_id: Id
    """Who."""


def mark_bounced(person: Person | None, command: MarkBounced, _: Context) -> tuple[Event, ...]:
    """The latest counts; of who is gone nothing is noted."""
    if person is None or not person.is_there or (person.bounced_at and person.bounced_at >= command.at):
        return ()
    return (MailBounced(at=command.at),)


def confirm(person: Person | None, command: ConfirmMail, _: Context) -> tuple[Event, ...]:
    """What was read there has come there: no earlier bounce counts any more."""
    if person is None or not person.is_there or (person.mail_verified and person.bounced_at is None):
        return ()
    return (MailConfirmed(),)
