"""What registration does: tables of its commands, of what it hears, and of what is due."""

from services.registration.handlers.decisions import OF_DECISIONS
from services.registration.handlers.entries import OF_ENTRIES
from services.registration.handlers.following import OF_FOLLOWING
from services.registration.handlers.heard import HEARD
from services.registration.handlers.nouns import DECISION_PAGE, EDITION, ENTRY, NOUNS, PROGRAMME, RELEASE
from shared.bus.dispatch import AnyHandler
from shared.bus.sweeping import Timed

COMMANDS: tuple[AnyHandler, ...] = (*OF_ENTRIES, *OF_DECISIONS, *OF_FOLLOWING)
TIMED: Timed = {}
"""Nothing of registration waits for a time yet."""

__all__ = [
    "COMMANDS",
    "DECISION_PAGE",
    "EDITION",
    "ENTRY",
    "HEARD",
    "NOUNS",
    "PROGRAMME",
    "RELEASE",
    "TIMED",
]
