"""Where the exchange tells its facts."""

TOPIC = "techfest.exchange.v1"
NOTICES = "techfest.exchange.notices.v1"
"""Whom to tell of what: it names people beside masked listings, and is for notifications alone."""
