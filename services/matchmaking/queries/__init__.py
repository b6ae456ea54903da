"""The few reads that must come from matchmaking."""

from services.matchmaking.queries.own_data import own_data

__all__ = ["own_data"]
