"""Whether mail reaches a person: it was read there, or it came back."""

from services.accounts.domain.person import MailBounced, MailConfirmed, Person
from shared.contracts.accounts.commands import VouchForMail
from shared.contracts.accounts.refusals import MailTaken
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.values import Id, Instant
from shared.errors import NotFound


class MarkBounced(Command, wire="accounts.mark_bounced", about="person_id", internal=True):
    """Notes that mail to a person came back."""

    person_id: Id
    """Whose."""
    at: Instant
    """When."""


class ConfirmMail(Command, wire="accounts.confirm_mail", about="person_id", refuses=(MailTaken,), internal=True):
    """Notes that a person has read what was mailed."""

    person_id: Id
    """Who."""
    keeps: bool = False
    """Whether it was read by who made the account, so that the password stays."""


def mark_bounced(person: Person | None, command: MarkBounced, _: Context) -> tuple[Event, ...]:
    """The latest counts; of who is gone nothing is noted."""
    if person is None or not person.is_there or (person.bounced_at and person.bounced_at >= command.at):
        return ()
    return (MailBounced(at=command.at),)


def confirm(person: Person | None, command: ConfirmMail, _: Context) -> tuple[Event, ...]:
    """The address is the person's: what was read there has come there, no earlier bounce counts any more.

    Another account that has shown it first breaks the index of addresses: `MailTaken`.
    """
    if person is None or not person.is_there or (person.claimed_key is None and person.bounced_at is None):
        return ()
    return (MailConfirmed(keeps=command.keeps),)


def vouch(person: Person | None, _: VouchForMail, __: Context) -> tuple[Event, ...]:
    """As `confirm`, the password kept; again changes nothing. Refuses `NotFound` who isn't there, `MailTaken`."""
    if person is None or not person.is_there:
        raise NotFound
    return (MailConfirmed(keeps=True),) if person.claimed_key is not None else ()
