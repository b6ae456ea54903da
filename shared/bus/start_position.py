"""From where in the oplog a service's relay publishes: stored before the service's first write, then moved by acks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from shared.mongo import Collection, Database, Document, DuplicateKeyError, Timestamp, cluster_time

RELAY_COLLECTION = "relay"
_ID = "position"


class RelayPositionLost(RuntimeError):
    """The oplog no longer holds, or nobody knows, where to go on: events may be missing until `relay repair` ran."""


@dataclass(frozen=True, slots=True)
class RelayPosition:
    """`start`: nothing before it is to be published. `token`: everything up to it is acknowledged."""

    start: Timestamp
    token: Document | None
    upto: datetime
    """The time, by the database's clock, up to which everything is published (whole seconds)."""


async def place_start(database: Database, collections: Iterable[str]) -> None:
    """Stores the cluster time at which the relay begins, where the service has not written anything yet.

    Raises `RelayPositionLost` where it has: a start taken now would leave out what was written before.
    """
    relay = database[RELAY_COLLECTION]
    if await relay.find_one({"_id": _ID}):
        return
    for name in collections:
        if await database[name].find_one({}, {"_id": 1}) and not await relay.find_one({"_id": _ID}):
            raise RelayPositionLost(f"{database.name}.{name} has documents; run: techfest relay repair")
    await _insert(relay, await cluster_time(database))


async def _insert(relay: Collection, start: Timestamp) -> None:
    try:
        await relay.insert_one({"_id": _ID, "start": start, "token": None, "upto": start})
    except DuplicateKeyError:  # another instance, at the same moment, before either has written anything
        return


async def read_position(database: Database) -> RelayPosition | None:
    """Where the relay stands; None before the service has prepared its database."""
    found = await database[RELAY_COLLECTION].find_one({"_id": _ID})
    if found is None:
        return None
    return RelayPosition(found["start"], found["token"], datetime.fromtimestamp(found["upto"].time, UTC))


async def store_token(database: Database, token: Document) -> None:
    """Everything up to the token is acknowledged. An older one than is stored changes nothing."""
    upto = time_of(token)
    change = {"$set": {"token": token, "upto": upto}}
    await database[RELAY_COLLECTION].update_one({"_id": _ID, "upto": {"$lte": upto}}, change)


async def move_start(database: Database, start: Timestamp) -> None:
    """Begins anew at a cluster time: for `relay repair` alone."""
    change = {"$set": {"start": start, "token": None, "upto": start}}
    await database[RELAY_COLLECTION].update_one({"_id": _ID}, change, upsert=True)


def time_of(token: Document) -> Timestamp:
    """The cluster time in a resume token: it follows the first byte (0x82, a timestamp), in big-endian hex."""
    data: str = token["_data"]
    if not data.startswith("82"):
        raise ValueError("a resume token of an unknown form")
    return Timestamp(int(data[2:10], 16), int(data[10:18], 16))
