"""What the exchange does: a table of its commands, of what it hears, and of what is due."""

from services.exchange.handlers.commands import COMMANDS
from services.exchange.handlers.heard import HEARD
from services.exchange.handlers.nouns import ENQUIRY, LISTING, NEGOTIATION, NOTICE, NOUNS, TIMED

__all__ = ["COMMANDS", "ENQUIRY", "HEARD", "LISTING", "NEGOTIATION", "NOTICE", "NOUNS", "TIMED"]
