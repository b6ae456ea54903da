"""What comes of commands to notifications."""

from collections.abc import Mapping

from gateway.graph.results.result import Result
from gateway.graph.types.notifications import Message
from shared.contracts.commands import Command
from shared.contracts.notifications import commands as notifications

RESULTS: Mapping[type[Command], Result] = {
    notifications.ReadMessage: Result(Message),
}
