"""What can be watched, a class for each subject: it reads as a query does, and again when what it read changes."""

import strawberry

from gateway.graph.subscriptions.fields.exchange import ExchangeSubscriptions
from gateway.graph.subscriptions.fields.jobs import JobSubscriptions
from gateway.graph.subscriptions.fields.judging import JudgingSubscriptions
from gateway.graph.subscriptions.fields.matchmaking import MatchmakingSubscriptions
from gateway.graph.subscriptions.fields.notifications import InboxSubscriptions
from gateway.graph.subscriptions.fields.registration import RegistrationSubscriptions


@strawberry.type(
    description="What can be watched, over a websocket (`graphql-transport-ws`) or as server-sent events. The answer "
    "comes at once and again whenever it is another; of what you may not see, or no longer, the error `not_found` does."
)
class Subscription(
    RegistrationSubscriptions,
    ExchangeSubscriptions,
    MatchmakingSubscriptions,
    JudgingSubscriptions,
    JobSubscriptions,
    InboxSubscriptions,
):
    """The root of subscriptions."""
