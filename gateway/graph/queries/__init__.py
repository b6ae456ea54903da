"""The schema's way in, a class for each subject."""

import strawberry

from gateway.graph.queries.accounts import AccountsQueries
from gateway.graph.queries.decisions import DecisionQueries
from gateway.graph.queries.exchange import ExchangeQueries
from gateway.graph.queries.jobs import JobQueries
from gateway.graph.queries.judging import JudgingQueries
from gateway.graph.queries.matchmaking import MatchmakingQueries
from gateway.graph.queries.nodes import NodeQueries
from gateway.graph.queries.notifications import InboxQueries
from gateway.graph.queries.privacy import PrivacyQueries
from gateway.graph.queries.programs import ProgramQueries
from gateway.graph.queries.registration import RegistrationQueries


@strawberry.type(description="What can be asked.")
class Query(
    NodeQueries,
    AccountsQueries,
    RegistrationQueries,
    DecisionQueries,
    MatchmakingQueries,
    ExchangeQueries,
    JobQueries,
    JudgingQueries,
    PrivacyQueries,
    ProgramQueries,
    InboxQueries,
):
    """The root of queries."""
