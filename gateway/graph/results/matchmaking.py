"""What comes of commands to matchmaking."""

from collections.abc import Mapping

from gateway.graph.results.result import Result
from gateway.graph.types.matchmaking import Match
from shared.contracts.commands import Command
from shared.contracts.matchmaking import commands as matchmaking

RESULTS: Mapping[type[Command], Result] = {
    matchmaking.ShowInterest: Result(Match),
    matchmaking.DeclineMatch: Result(Match),
    matchmaking.TakeBackAnswer: Result(Match),
}
