"""The few reads that must come from accounts."""

from services.accounts.queries.people import OwnPerson, own_person

__all__ = ["OwnPerson", "own_person"]
