"""What comes of each command. By hand: a command says nothing of it."""

from collections.abc import Mapping

from gateway.graph.results import accounts, exchange, judging, matchmaking, notifications, registration
from gateway.graph.results.result import Result
from shared.contracts.commands import Command

RESULTS: Mapping[type[Command], Result] = {
    **accounts.RESULTS,
    **matchmaking.RESULTS,
    **exchange.RESULTS,
    **judging.RESULTS,
    **notifications.RESULTS,
    **registration.RESULTS,
}
