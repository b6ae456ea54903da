"""What judging does: tables of its commands, and of what it hears."""

from services.judging.handlers import awards, judges, plans, rounds, scoresheets
from services.judging.handlers.following import FOLLOWS
from services.judging.handlers.heard import KEPT
from services.judging.handlers.nouns import JOBS, NOUNS
from shared.bus.dispatch import AnyHandler
from shared.bus.reactions import Reactions, merged
from shared.bus.sweeping import Timed

COMMANDS: tuple[AnyHandler, ...] = (
    *awards.COMMANDS,
    *rounds.COMMANDS,
    *judges.COMMANDS,
    *plans.COMMANDS,
    *scoresheets.COMMANDS,
)
HEARD: Reactions = merged(KEPT, FOLLOWS)
TIMED: Timed = JOBS.timed

__all__ = ["COMMANDS", "HEARD", "NOUNS", "TIMED"]
