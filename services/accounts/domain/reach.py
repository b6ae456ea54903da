"""Whether mail reaches a person: it was read there, or it came back."""

from dataclasses import dataclass

from services.accounts.domain.person import MailBounced, MailClaimed, MailConfirmed, Person, apply, snapshot
from shared.contracts.accounts import refusals as no
from shared.contracts.accounts.commands import ClaimMail, VouchForMail
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


class ConfirmMail(
    Command, wire="accounts.confirm_mail", about="person_id", refuses=(no.MailTaken, no.LinkExpired), internal=True
):
    """Notes that a person has read what was mailed."""

    person_id: Id
    """Who."""
    mail_key: str
    """Of the address to which it went."""
    keeps: bool = False
    """Whether it was read by who made the account, so that the password stays."""


@dataclass(frozen=True, slots=True)
class Claiming:
    """What claiming an address needs beside the command: its keys, and the person's details with it, sealed."""

    mail_key: str = ""
    domain_key: str | None = None
    details: str | None = None
    has_mail: bool = True
    """Whether the person's details hold an address so far."""


def claim(person: Person | None, _: ClaimMail, context: Context, found: Claiming) -> tuple[Event, ...]:
    """The address is the person's claim from now on; the same again changes nothing, whoever else has it.

    Refuses `MailConfirmed` where an address is confirmed, `NotFound` who is erased or has become another.
    """
    if person is None or not person.is_there or found.details is None:
        raise NotFound
    if person.mail_keys and person.claimed_key is None and found.has_mail:
        raise no.MailConfirmed
    if person.claimed_key == found.mail_key:
        return ()
    claimed = MailClaimed(
        claimed_key=found.mail_key, details=found.details, domain_key=found.domain_key, at=context.now
    )
    after = apply(person, claimed)
    return (claimed,) if after.domain_key == person.domain_key else (claimed, snapshot(after))


def mark_bounced(person: Person | None, command: MarkBounced, _: Context) -> tuple[Event, ...]:
    """The latest counts; of who is gone nothing is noted."""
    if person is None or not person.is_there or (person.bounced_at and person.bounced_at >= command.at):
        return ()
    return (MailBounced(at=command.at),)


def confirm(person: Person | None, command: ConfirmMail, _: Context) -> tuple[Event, ...]:
    """The address is the person's: what was read there has come there, no earlier bounce counts any more.

    Another account that has shown it first breaks the index of addresses: `MailTaken`. Refuses `LinkExpired` where the
    person has claimed another address since that was mailed.
    """
    if person is None or not person.is_there or (person.claimed_key is None and person.bounced_at is None):
        return ()
    if person.claimed_key not in (None, command.mail_key):
        raise no.LinkExpired
    return (MailConfirmed(keeps=command.keeps),)


def vouch(person: Person | None, _: VouchForMail, __: Context) -> tuple[Event, ...]:
    """As `confirm`, the password kept; again changes nothing. Refuses `NotFound` who isn't there, `MailTaken`."""
    if person is None or not person.is_there:
        raise NotFound
    return (MailConfirmed(keeps=True),) if person.claimed_key is not None else ()
