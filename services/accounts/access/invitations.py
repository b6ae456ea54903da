"""Who may do what with invitations."""

from collections.abc import Mapping

from shared.bus.dispatch import May
from shared.contracts.commands import Command

ACCESS: Mapping[type[Command], May] = {}
