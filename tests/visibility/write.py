"""Writes the tables anew: `python -m tests.visibility.write`. Read what has changed in them before it is committed."""

import asyncio
import tempfile
from pathlib import Path

from shared.ids import new_id
from shared.mongo import connect
from tests.harness.parts import RealParts, named_parts, started_parts
from tests.visibility import tables
from tests.visibility.asking import Desk
from tests.visibility.commanding import commanded
from tests.visibility.front import fronted
from tests.visibility.listing import listings
from tests.visibility.looking import Lookout, lookout
from tests.visibility.reading import read
from tests.visibility.realm import Realm, founded
from tests.visibility.serving import housed
from tests.visibility.travelling import travelled
from tests.visibility.visiting import own_roads, visited
from tests.visibility.watching import watchings


async def written(parts: RealParts) -> None:
    """Asks everything of a new province, over this MongoDB."""
    client, realm = connect(parts.mongo), await founded()
    database = client[f"test_{new_id()[:12]}"]
    try:
        with tempfile.TemporaryDirectory() as folder:
            async with lookout(realm, database, Path(folder)) as view:
                await _write(realm, view)
                async with housed(parts, client, Path(folder), realm) as house:
                    async with fronted(house, view, Path(folder)) as front:
                        tables.write("gateway", (await visited(front, own_roads(front))).lines())
                    tables.write("routes", (await travelled(house)).lines())
    finally:
        await client.drop_database(database.name)
        client.close()


async def _write(realm: Realm, view: Lookout) -> None:
    tables.write("commands", (await commanded(Desk(realm))).lines())
    tables.write("fields", (await read(view)).lines())
    tables.write("lists", (await listings(view)).lines())
    tables.write("subscriptions", (await watchings(view)).lines())


if __name__ == "__main__":
    if parts := named_parts():
        asyncio.run(written(parts))
    else:
        with started_parts() as parts:
            asyncio.run(written(parts))
