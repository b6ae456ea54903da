"""The nouns whose rows tell of a command; of the others the read model knows nothing."""

from collections.abc import Mapping

from gateway.clients.told_by import accounts, exchange, notifications, registration
from shared.contracts.commands import Command

TOLD_BY: Mapping[type[Command], str] = {
    **accounts.TOLD_BY,
    **exchange.TOLD_BY,
    **notifications.TOLD_BY,
    **registration.TOLD_BY,
}
