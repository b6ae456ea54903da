"""Where accounts tells its facts."""

TOPIC = "techfest.accounts.v1"
LINKS_TOPIC = "techfest.accounts.links.v1"
"""Wishes to sign in; kept for some days only."""
