"""Who may do what with API clients and personal tokens."""

from collections.abc import Mapping

from shared.bus.dispatch import May
from shared.contracts.commands import Command

ACCESS: Mapping[type[Command], May] = {}
