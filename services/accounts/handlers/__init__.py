"""What accounts does: tables of its commands by subject, signing in, and tokens."""

from services.accounts.handlers import clients, codes, invitations, jobs, organisations, people, privacy, tenants
from services.accounts.handlers.nouns import NOUNS
from shared.bus.dispatch import AnyHandler

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

__all__ = ["COMMANDS", "NOUNS"]
