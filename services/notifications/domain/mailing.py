"""The sending of a message's mail: claimed, tried, and what came of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.notifications.domain.commands import BounceMail, ClaimMail, SettleMail
from services.notifications.domain.message import MailClaimed, MailPutOff, Message
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.notifications.events import MessageMailed
from shared.contracts.notifications.values import Outcome

CLAIMED_FOR = timedelta(minutes=5)
"""Longer than a try takes: then another sender may try."""
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480))
"""Between two tries; after the last pause there is one more, and then it has failed."""
MOST_TRIES = len(PAUSES) + 1


def claim(message: Message | None, _: ClaimMail, context: Context) -> Sequence[Event]:
    """Claimed, if it is due; a mail that was tried too often (its sender died each time) has failed."""
    if message is None or message.mailing is None or message.mailing.due_at > context.now:
        return ()
    if message.mailing.tries >= MOST_TRIES:
        return (_mailed(message, Outcome.FAILED, context.now),)
    return (MailClaimed(claim=context.command_id, until=context.now + CLAIMED_FOR),)


def settle(message: Message | None, command: SettleMail, context: Context) -> Sequence[Event]:
    """What came of it stands. Where it is to be tried again that is later each time, and after the last try failed.

    An outcome counts also by a claim that another has taken over since; a wish to try again does not.
    """
    if message is None or message.mailing is None:
        return ()
    if command.outcome is not None:
        return (_mailed(message, command.outcome, context.now),)
    if message.mailing.claim != command.claim:
        return ()
    if message.mailing.tries >= MOST_TRIES:
        return (_mailed(message, Outcome.FAILED, context.now),)
    return (MailPutOff(again_at=context.now + PAUSES[message.mailing.tries - 1]),)


def bounce(message: Message | None, _: BounceMail, context: Context) -> Sequence[Event]:
    """A mail that was sent came back."""
    if message is None or message.outcome is not Outcome.SENT:
        return ()
    return (_mailed(message, Outcome.BOUNCED, context.now),)


def _mailed(message: Message, outcome: Outcome, now: datetime) -> MessageMailed:
    return MessageMailed(
        message_id=message.message_id,
        person_id=message.person_id,
        tenant_id=message.tenant_id,
        kind=message.kind,
        outcome=outcome,
        at=now,
    )
