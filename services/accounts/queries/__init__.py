"""The few reads that must come from accounts."""

from services.accounts.queries.people import OwnPerson, details_of, details_of_all, own_person

__all__ = ["OwnPerson", "details_of", "details_of_all", "own_person"]
