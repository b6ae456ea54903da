"""The nouns whose rows tell of commands to the exchange."""

from collections.abc import Mapping

from shared.contracts.commands import Command
from shared.contracts.exchange import commands as exchange

TOLD_BY: Mapping[type[Command], str] = {
    exchange.SubmitListing: "listing",
    exchange.ApproveListing: "listing",
    exchange.PauseListing: "listing",
    exchange.ResumeListing: "listing",
    exchange.RenewListing: "listing",
    exchange.CloseListing: "listing",
    exchange.AcceptOffer: "listing",
    exchange.ConfirmDeal: "listing",
    exchange.CancelDeal: "listing",
}
