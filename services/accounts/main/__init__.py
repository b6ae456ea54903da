"""Joins accounts: `python -m services.accounts.main api|worker`."""

from services.accounts.main.joining import joined
from services.accounts.main.remains import remains
from services.accounts.main.runners import runners

__all__ = ["joined", "remains", "runners"]
