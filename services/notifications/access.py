"""Who may do what: a row for each command, asked with the state on which it is decided."""

from collections.abc import Mapping

from services.notifications.domain.commands import (
    AddMessage,
    BounceMail,
    ClaimMail,
    ForgetSubscription,
    MarkAddress,
    MuteMails,
    SettleMail,
)
from services.notifications.domain.message import Message
from services.notifications.domain.subscription import Subscription
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict, only_itself
from shared.contracts.commands import Command
from shared.contracts.notifications import commands


def may_read(actor: Actor, command: commands.ReadMessage, message: Message | None, _: object) -> Verdict:
    """Its person; to anybody else it isn't there."""
    own = actor.is_person and message is not None and message.person_id == actor.id
    return Verdict.YES if own else Verdict.UNSEEN


def may_subscribe(
    actor: Actor, command: commands.ChangeSubscription, subscription: Subscription | None, _: object
) -> Verdict:
    """The person; whether somebody else has one is nobody's to know."""
    return Verdict.YES if actor.is_person and actor.id == command.person_id else Verdict.UNSEEN


ITSELF = only_itself("notifications")

ACCESS: Mapping[type[Command], May] = {
    commands.ReadMessage: may_read,
    commands.ChangeSubscription: may_subscribe,
    AddMessage: ITSELF,
    ClaimMail: ITSELF,
    SettleMail: ITSELF,
    BounceMail: ITSELF,
    MarkAddress: ITSELF,
    MuteMails: ITSELF,
    ForgetSubscription: ITSELF,
}
