"""What accounts does: tables of its commands by subject, signing in, and tokens."""

from services.accounts.handlers import clients, codes, invitations, jobs, organisations, people, privacy, tenants, twins
from services.accounts.handlers.nouns import NOUNS
from shared.bus.dispatch import AnyHandler
from shared.bus.reactions import Reactions, merged
from shared.bus.sweeping import Timed

COMMANDS: tuple[AnyHandler, ...] = (
    *tenants.COMMANDS,
    *people.COMMANDS,
    *organisations.COMMANDS,
    *invitations.COMMANDS,
    *privacy.COMMANDS,
    *clients.COMMANDS,
    *codes.COMMANDS,
    *jobs.COMMANDS,
)

HEARD: Reactions = merged(organisations.HEARD, twins.HEARD)
"""Heard event → reactions."""

TIMED: Timed = {}
"""(noun, timer) → the command that is sent when the time has come."""

__all__ = ["COMMANDS", "HEARD", "NOUNS", "TIMED"]
