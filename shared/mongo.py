"""The only door to the MongoDB driver: what a database, a collection and a session are for the rest of the system.

The driver (`motor`) is in its last year of support. Its objects satisfy the protocols below, which leave out cursors:
reading many documents goes through `find_all`, `each` and `aggregate`, so that another driver changes this file alone.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Protocol, cast

from bson import Timestamp
from bson.codec_options import CodecOptions
from gridfs.errors import FileExists
from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorGridFSBucket
from pymongo import DeleteOne, IndexModel, InsertOne, UpdateOne
from pymongo.errors import BulkWriteError, ConnectionFailure, DuplicateKeyError, OperationFailure, PyMongoError
from pymongo.read_concern import ReadConcern

__all__ = [
    "Bucket",
    "BulkWriteError",
    "Client",
    "Collection",
    "ConnectionFailure",
    "Database",
    "DeleteOne",
    "Document",
    "DuplicateKeyError",
    "IndexModel",
    "InsertOne",
    "OperationFailure",
    "PyMongoError",
    "Session",
    "Timestamp",
    "UpdateOne",
    "Write",
    "aggregate",
    "bucket",
    "cluster_time",
    "connect",
    "each",
    "file_pieces",
    "find_all",
    "is_outcome_unknown",
    "open_session",
    "read_by_majority",
    "run",
    "store_file",
]

Document = dict[str, Any]
Query = Mapping[str, Any]
Write = InsertOne[Document] | UpdateOne | DeleteOne
Pipeline = Sequence[Mapping[str, Any]]

_AWARE: CodecOptions[Document] = CodecOptions(tz_aware=True)
_SELECTION_MS, _CONNECT_MS, _SOCKET_MS = 5_000, 3_000, 20_000


class Session(Protocol):
    """Orders one task's operations; never used by two tasks at once."""

    async def end_session(self) -> None: ...


class UpdateOutcome(Protocol):
    """What an update or delete met."""

    @property
    def matched_count(self) -> int: ...


class DeleteOutcome(Protocol):
    """How many documents a delete took away."""

    @property
    def deleted_count(self) -> int: ...


class BulkOutcome(Protocol):
    """What a bulk met."""

    @property
    def matched_count(self) -> int: ...


class Collection(Protocol):
    """The documents of one kind."""

    async def find_one(
        self,
        query: Query,
        projection: Query | None = None,
        /,
        *,
        session: Session | None = None,
        hint: str | None = None,
    ) -> Document | None: ...
    async def find_one_and_update(
        self, query: Query, update: Query | Pipeline, /, *, upsert: bool = False, return_document: bool = False
    ) -> Document | None: ...
    async def insert_one(self, document: Document, /, *, session: Session | None = None) -> object: ...
    async def update_one(
        self, query: Query, update: Query | Pipeline, /, *, upsert: bool = False, session: Session | None = None
    ) -> UpdateOutcome: ...
    async def delete_one(self, query: Query, /) -> DeleteOutcome: ...
    async def delete_many(self, query: Query, /) -> DeleteOutcome: ...
    async def bulk_write(
        self, requests: Sequence[Write], /, *, ordered: bool = True, session: Session | None = None
    ) -> BulkOutcome: ...
    async def count_documents(self, query: Query, /, *, limit: int = 0) -> int: ...
    async def create_indexes(self, indexes: Sequence[IndexModel]) -> list[str]: ...
    async def drop(self) -> None: ...


class Database(Protocol):
    """One service's documents."""

    @property
    def name(self) -> str: ...
    @property
    def client(self) -> "Client": ...
    def __getitem__(self, name: str) -> Collection: ...
    async def list_collection_names(self) -> list[str]: ...


class Client(Protocol):
    """The connections to a MongoDB deployment."""

    def get_database(self, name: str) -> Database: ...
    def __getitem__(self, name: str) -> Database: ...
    async def drop_database(self, name: str) -> None: ...
    def close(self) -> None: ...


def connect(uri: str) -> Client:
    """Connects at first use. Times come aware; what is written is on the disks of a majority when it is acknowledged.

    (Weaker writes lost 19 to 58 of 2,000 when the server was killed.) An answer that does not come in 20 s counts as
    a lost connection.
    """
    return cast(
        Client,
        AsyncIOMotorClient(
            uri,
            tz_aware=True,
            w="majority",
            journal=True,
            serverSelectionTimeoutMS=_SELECTION_MS,
            connectTimeoutMS=_CONNECT_MS,
            socketTimeoutMS=_SOCKET_MS,
        ),
    )


async def find_all(
    collection: Collection,
    query: Query,
    projection: Query | None = None,
    *,
    sort: Sequence[tuple[str, int]] = (),
    skip: int = 0,
    limit: int = 0,
    session: Session | None = None,
) -> list[Document]:
    """Every document that fits, in memory: for lists whose length is bounded by the query or by `limit`."""
    cursor = cast(Any, collection).find(query, projection, sort=list(sort) or None, limit=limit, session=session)
    return cast(list[Document], await cursor.skip(skip).to_list(None))


async def each(
    collection: Collection, query: Query, projection: Query | None = None, *, sort: Sequence[tuple[str, int]] = ()
) -> AsyncIterator[Document]:
    """Every document that fits, one after the other: for lists of any length."""
    async for document in cast(Any, collection).find(query, projection, sort=list(sort) or None):
        yield document


async def aggregate(collection: Collection, pipeline: Pipeline) -> list[Document]:
    """What the pipeline yields, in memory."""
    return cast(list[Document], await cast(Any, collection).aggregate(list(pipeline)).to_list(None))


async def run(database: Database, command: Document, session: Session | None = None) -> Document:
    """Runs a database command; unlike the driver's own way, times in the reply are aware."""
    return cast(Document, await cast(Any, database).command(command, codec_options=_AWARE, session=session))


async def cluster_time(database: Database) -> Timestamp:
    """The time of the deployment's last operation."""
    return cast(Timestamp, (await run(database, {"ping": 1}))["operationTime"])


async def open_session(database: Database, *, causal: bool = True) -> Session:
    """A session; a causal one reads what it has written or been told of."""
    return cast(Session, await cast(Any, database).client.start_session(causal_consistency=causal))


def read_by_majority(collection: Collection) -> Collection:
    """The collection read as a majority has it: nothing that is read so can be rolled back."""
    return cast(Collection, cast(Any, collection).with_options(read_concern=ReadConcern("majority")))


def is_outcome_unknown(error: PyMongoError) -> bool:
    """Whether what was sent may or may not have been done: the connection failed, or no majority confirmed in time."""
    if isinstance(error, BulkWriteError):
        return bool((error.details or {}).get("writeConcernErrors"))
    return (
        isinstance(error, ConnectionFailure)
        or error.timeout
        or error.has_error_label("RetryableWriteError")
        or (isinstance(error, OperationFailure) and "writeConcernError" in (error.details or {}))
    )


class Bucket(Protocol):
    """Files of any size, in pieces."""

    async def delete(self, file_id: str) -> None: ...


def bucket(database: Database, name: str) -> Bucket:
    """The files of a database under a name (GridFS)."""
    return cast(Bucket, AsyncIOMotorGridFSBucket(cast(Any, database), bucket_name=name))


async def store_file(files: Bucket, file_id: str, content: bytes, metadata: Document) -> None:
    """Stores a file whole under its id; what another stores under it at the same moment is the same, and stays."""
    try:
        await cast(Any, files).upload_from_stream_with_id(file_id, file_id, content, metadata=metadata)
    except (DuplicateKeyError, BulkWriteError, FileExists):
        return


async def file_pieces(files: Bucket, file_id: str) -> AsyncIterator[bytes]:
    """The pieces of a file, in order."""
    stream = await cast(Any, files).open_download_stream(file_id)
    while piece := await stream.readchunk():
        yield bytes(piece)
