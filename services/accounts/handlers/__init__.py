"""What accounts does: a table of its commands, signing in, and tokens."""

from services.accounts.handlers.commands import COMMANDS
from services.accounts.handlers.nouns import NOUNS

__all__ = ["COMMANDS", "NOUNS"]
