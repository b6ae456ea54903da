"""What comes of commands to the exchange."""

from collections.abc import Mapping

from gateway.graph.results.result import Result
from gateway.graph.types.exchange import Listing
from shared.contracts.commands import Command
from shared.contracts.exchange import commands as exchange

RESULTS: Mapping[type[Command], Result] = {
    exchange.SubmitListing: Result(Listing),
    exchange.ApproveListing: Result(Listing),
    exchange.PauseListing: Result(Listing),
    exchange.ResumeListing: Result(Listing),
    exchange.RenewListing: Result(Listing),
}
