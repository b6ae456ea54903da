"""The nouns whose rows tell of commands to notifications."""

from collections.abc import Mapping

from shared.contracts.commands import Command
from shared.contracts.notifications import commands as notifications

TOLD_BY: Mapping[type[Command], str] = {
    notifications.ReadMessage: "message",
}
