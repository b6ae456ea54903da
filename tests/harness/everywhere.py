"""Every place where a system keeps anything, found by listing: what is added later is looked through by itself."""

import json
import os
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from bson.raw_bson import RawBSONDocument
from motor.motor_asyncio import AsyncIOMotorClient
from tantivy import Index, Query

from deploy.local.layout import Local
from shared.bus.kafka import read_through
from shared.bus.ports import Message
from shared.search.text import fold, tokens
from tests.harness.traces import Traces

LEFT_OUT: Mapping[str, str] = {
    "mail": "the mailbox of the copy stands for the recipients' own, which nobody but they can empty",
}
"""Folders of the data folder that are not looked through, and why."""
AT_ONCE = 2_000
"""Documents."""
BETWEEN = b"\n"
CHUNK = 4_000_000
BLOCK = 4_096
EDGE = 4_096
"""Bytes that two parts of a large file have in common, so that nothing is cut in two."""


@dataclass(frozen=True, slots=True)
class Found:
    """A trace, and where it was."""

    place: str
    trace: str


Look = Callable[[bytes], list[str]]
"""What to look for: returns the names of what is in the bytes."""


async def look_everywhere(local: Local, traces: Traces, words: Mapping[str, str]) -> list[Found]:
    """Every trace in topics, databases, files and search indexes; `words` are looked for as an index keeps them."""
    found = [*in_files(local.data, traces.found_in), *in_indexes(local.data, words)]
    found += [one async for one in in_topics(local.kafka_address, traces.found_in)]
    found += [one async for one in in_databases(local.mongo_uri, traces.found_in)]
    return list(dict.fromkeys(found))


async def topics_of(bootstrap: str) -> list[str]:
    """The names of all topics, Kafka's own too."""
    admin: Any = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    try:
        await admin.start()
        return sorted(await admin.list_topics())
    finally:
        await admin.close()


async def in_topics(bootstrap: str, look: Look) -> AsyncIterator[Found]:
    """In keys, values and headers of every message of every topic."""
    for topic in await topics_of(bootstrap):
        async for batch in read_through(bootstrap, [topic]):
            for trace in look(BETWEEN.join(map(_written, batch))):
                yield Found(f"topic {topic}", trace)


def _written(message: Message) -> bytes:
    headers = (f"{name}: ".encode() + value for name, value in message.headers)
    return BETWEEN.join((message.key or b"", message.value or b"", *headers))


async def collections_of(uri: str) -> list[tuple[str, str]]:
    """Every collection of every database, as (database, collection); the oplog is one of them."""
    client: Any = AsyncIOMotorClient(uri)
    try:
        databases = await client.list_database_names()
        return [(d, c) for d in databases for c in sorted(await client[d].list_collection_names())]
    finally:
        client.close()


async def in_databases(uri: str, look: Look) -> AsyncIterator[Found]:
    """In every document, as its bytes lie in the database: names of fields as well as values."""
    client: Any = AsyncIOMotorClient(uri, document_class=RawBSONDocument)
    try:
        for database, collection in await collections_of(uri):
            async for part in _together(client[database][collection].find({}, batch_size=AT_ONCE)):
                for trace in look(part):
                    yield Found(f"collection {database}.{collection}", trace)
    finally:
        client.close()


async def _together(documents: AsyncIterator[RawBSONDocument]) -> AsyncIterator[bytes]:
    """Many small documents as one text: they are looked through at once."""
    some: list[bytes] = []
    async for document in documents:
        some.append(bytes(document.raw))
        if len(some) >= AT_ONCE:
            yield BETWEEN.join(some)
            some = []
    yield BETWEEN.join(some)


def in_files(folder: Path, look: Look) -> Iterator[Found]:
    """In names and contents of every file; the databases' own files too, though they hold most of it packed."""
    for path, _, names in os.walk(folder):
        inside = Path(path).relative_to(folder)
        if inside.parts and inside.parts[0] in LEFT_OUT:
            continue
        for name in names:
            for trace in [*look(str(inside / name).encode()), *_in_file(Path(path) / name, look)]:
                yield Found(f"file {inside / name}", trace)


def _in_file(file: Path, look: Look) -> Iterator[str]:
    if not file.is_file():
        return
    try:
        with file.open("rb") as opened:
            tail = b""
            while chunk := opened.read(CHUNK):
                written = _without_holes(chunk)
                yield from look(tail + written)
                tail = written[-EDGE:]
    except FileNotFoundError:
        return


def _without_holes(chunk: bytes) -> bytes:
    """Without the blocks in which nothing was ever written: a database makes its files larger than it needs."""
    blocks = (chunk[at : at + BLOCK] for at in range(0, len(chunk), BLOCK))
    return b"".join(block for block in blocks if block.count(0) < len(block))


def in_indexes(folder: Path, words: Mapping[str, str]) -> Iterator[Found]:
    """In the dictionaries of every search index below the folder, whose files hold words only in parts."""
    for meta in sorted(folder.rglob("meta.json")):
        if "index_settings" not in (about := json.loads(meta.read_text())):
            continue
        index = Index.open(str(meta.parent))
        fields = [field["name"] for field in about["schema"] if field["type"] == "text"]
        for name, text in words.items():
            if any(_holds(index, field, token) for field in fields for token in _indexed(text)):
                yield Found(f"index {meta.parent.relative_to(folder)}", f"{name}, as a word")


def _indexed(text: str) -> Iterator[str]:
    for token in tokens(text):
        yield from (token, fold(token), f"={fold(token)}")
    yield text


def _holds(index: Index, field: str, token: str) -> bool:
    searcher = index.searcher()
    return bool(searcher.search(Query.term_query(index.schema, field, token), 1).hits)
