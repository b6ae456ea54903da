"""Makes a new read model ready for its first row."""

from gateway.projections import INDEXES
from shared.mongo import Database, IndexModel


async def prepare(database: Database) -> None:
    """Makes the indexes that queries need."""
    for collection, indexes in INDEXES.items():
        await database[collection].create_indexes([IndexModel(list(keys)) for keys in indexes])
