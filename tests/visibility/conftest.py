"""The province, founded once, and what everybody is answered in it."""

from collections.abc import AsyncIterator

import pytest

from shared.ids import new_id
from shared.mongo import connect
from tests.visibility.asking import Desk
from tests.visibility.commanding import Commanded, commanded
from tests.visibility.front import Front, fronted
from tests.visibility.listing import Listings, listings
from tests.visibility.looking import Lookout, lookout
from tests.visibility.reading import Read, read
from tests.visibility.realm import Realm, founded
from tests.visibility.serving import House, housed
from tests.visibility.travelling import Travelled, travelled
from tests.visibility.visiting import Visits, own_roads, visited
from tests.visibility.watching import Watchings, watchings


@pytest.fixture(scope="session")
async def realm() -> Realm:
    return await founded()


@pytest.fixture(scope="session")
async def everything_commanded(realm) -> Commanded:
    return await commanded(Desk(realm))


@pytest.fixture(scope="session")
async def view(realm, real_parts, tmp_path_factory) -> AsyncIterator[Lookout]:
    client = connect(real_parts.mongo)
    database = client[f"test_{new_id()[:12]}"]
    async with lookout(realm, database, tmp_path_factory.mktemp("indexes")) as one:
        yield one
    await client.drop_database(database.name)
    client.close()


@pytest.fixture(scope="session")
async def house(realm, real_parts, tmp_path_factory) -> AsyncIterator[House]:
    client = connect(real_parts.mongo)
    async with housed(real_parts, client, tmp_path_factory.mktemp("accounts"), realm) as one:
        yield one
    client.close()


@pytest.fixture(scope="session")
async def front(house, view, tmp_path_factory) -> AsyncIterator[Front]:
    async with fronted(house, view, tmp_path_factory.mktemp("gateway")) as one:
        yield one


@pytest.fixture(scope="session")
async def everything_visited(front) -> Visits:
    return await visited(front, own_roads(front))


@pytest.fixture(scope="session")
async def everything_travelled(house) -> Travelled:
    return await travelled(house)


@pytest.fixture(scope="session")
async def everything_read(view) -> Read:
    return await read(view)


@pytest.fixture(scope="session")
async def everything_listed(view) -> Listings:
    return await listings(view)


@pytest.fixture(scope="session")
async def everything_watched(view) -> Watchings:
    return await watchings(view)
