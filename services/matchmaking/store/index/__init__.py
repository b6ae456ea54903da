"""The index of listings: one folder for each tenant, in it one for its offers and one for its needs."""

from services.matchmaking.store.index.folders import FolderIndex

__all__ = ["FolderIndex"]
