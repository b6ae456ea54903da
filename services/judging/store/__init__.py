"""MongoDB, and chance, behind judging's ports."""

from services.judging.store.chance import SystemChance
from services.judging.store.documents import MongoDocuments
from services.judging.store.finds import MongoFinds, prepare_finds
from services.judging.store.heard import MongoHeard

__all__ = ["MongoDocuments", "MongoFinds", "MongoHeard", "SystemChance", "prepare_finds"]
