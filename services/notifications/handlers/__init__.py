"""What notifications does: tables of its commands and of what it hears, and the sender of mails."""

from services.notifications.handlers.commands import COMMANDS
from services.notifications.handlers.heard import HEARD
from services.notifications.handlers.nouns import MESSAGE, NOUNS, SEND
from shared.bus.sweeping import Timed

TIMED: Timed = {}
UNSWEPT = frozenset({(MESSAGE.name, SEND)})
"""Mails that are due are not swept but sent (`sending`): what comes of a try is known only afterwards."""

__all__ = ["COMMANDS", "HEARD", "NOUNS", "TIMED", "UNSWEPT"]
