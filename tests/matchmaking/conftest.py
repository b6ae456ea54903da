import pytest

from services.matchmaking.handlers.filling import fill
from services.matchmaking.store.index import FolderIndex
from tests.matchmaking.market import Market


@pytest.fixture
async def market(tmp_path):
    found = Market(lambda: FolderIndex(tmp_path / "index"))
    await fill(found.index, found.listings, found.awards)
    yield found
    found.index.close()
