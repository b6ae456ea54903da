"""Who may do what with long work."""

from collections.abc import Mapping

from shared.bus.dispatch import May
from shared.contracts.commands import Command

ACCESS: Mapping[type[Command], May] = {}
