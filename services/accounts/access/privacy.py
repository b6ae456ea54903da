"""Who may do what with consent and requests about data."""

from collections.abc import Mapping

from shared.bus.dispatch import May
from shared.contracts.commands import Command

ACCESS: Mapping[type[Command], May] = {}
