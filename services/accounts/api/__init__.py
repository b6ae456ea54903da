"""The HTTP edge of accounts."""

from services.accounts.api.app import Parts, accounts_app

__all__ = ["Parts", "accounts_app"]
