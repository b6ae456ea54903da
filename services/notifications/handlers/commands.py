"""The commands of notifications, each with the rule that decides it."""

from services.notifications.domain import mailing, message, subscription
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
from services.notifications.domain.subscription import subscription_id
from services.notifications.handlers.nouns import MESSAGE, SUBSCRIPTION
from services.notifications.ports import Needs
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, Handler, PreparedHandler
from shared.bus.nouns import Json
from shared.contracts.notifications.commands import ChangeSubscription, ReadMessage


async def its_owner(command: AddMessage, _: Actor, needs: Needs) -> str | None:
    """Whom the message is for, where the fact does not say so."""
    return await needs.owners.of(command.owner_of) if command.owner_of else None


async def its_tenant(_: ChangeSubscription, actor: Actor, __: Needs) -> str:
    """Where the person belongs."""
    return actor.tenant_id or ""


def claimed(state: Message) -> Json | None:
    """Which command holds the claim."""
    return {"claim": state.mailing.claim} if state.mailing else None


def subscription_of(command: ChangeSubscription | MarkAddress | MuteMails | ForgetSubscription) -> str:
    """The aggregate that a command about a person is decided on."""
    return subscription_id(command.person_id)


COMMANDS: tuple[AnyHandler, ...] = (
    Handler(ReadMessage, MESSAGE, message.read),
    PreparedHandler(ChangeSubscription, SUBSCRIPTION, subscription.change, its_tenant, target=subscription_of),
    PreparedHandler(AddMessage, MESSAGE, message.add, its_owner),
    Handler(ClaimMail, MESSAGE, mailing.claim, answer=claimed),
    Handler(SettleMail, MESSAGE, mailing.settle),
    Handler(BounceMail, MESSAGE, mailing.bounce),
    Handler(MarkAddress, SUBSCRIPTION, subscription.mark, target=subscription_of),
    Handler(MuteMails, SUBSCRIPTION, subscription.mute, target=subscription_of),
    Handler(ForgetSubscription, SUBSCRIPTION, subscription.forget, target=subscription_of),
)
