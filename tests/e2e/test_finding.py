"""What looks for the erased can find them: each kind of place is given the name once, in each form."""

import base64
import gzip
import io
import json
import unicodedata
import zipfile
import zlib
from typing import Any
from urllib.parse import quote

import pytest
from aiokafka import AIOKafkaProducer
from motor.motor_asyncio import AsyncIOMotorClient

from shared.bus.kafka import TopicSpec, ensure_topics
from shared.ids import new_id
from shared.search.index import SearchIndex
from tests.harness.everywhere import Found, in_databases, in_files, in_indexes, in_topics
from tests.harness.traces import Traces

NAME = "Khuỵnhwỡxq"
PHONE = "0938 271 605"
TRACES = Traces({"name": NAME, "phone": PHONE})
FOLDED = "khuynhwoxq"


def zipped(text: str) -> bytes:
    with zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("sheet.xml", f"<v>{text}</v>")
    return out.getvalue()


FORMS = {
    "UTF-8": NAME.encode(),
    "decomposed": unicodedata.normalize("NFD", NAME).encode(),
    "upper": NAME.upper().encode(),
    "folded": FOLDED.encode(),
    "folded and upper": FOLDED.upper().encode(),
    "JSON": json.dumps({"name": NAME}).encode(),
    "JSON in JSON": json.dumps({"box": json.dumps({"name": NAME})}).encode(),
    "base64": base64.b64encode(f"{NAME} an".encode()),
    "base64, one on": base64.b64encode(f"x{NAME}an".encode()),
    "base64, two on": base64.urlsafe_b64encode(f"xy{NAME}a".encode()),
    "percent": quote(NAME).encode(),
    "UTF-16": NAME.encode("utf-16-le"),
    "HTML": NAME.encode("ascii", "xmlcharrefreplace"),
    "hexadecimal": NAME.encode().hex().encode(),
    "a digest's input": b"\x00\x1f" + NAME.encode() + b"\x1f\xff",
    "gzip": gzip.compress(NAME.encode()),
    "zip": zipped(NAME),
    "PDF": b"%PDF-1.7\nstream\n" + zlib.compress(NAME.encode()) + b"\nendstream",
    "phone as it was written": PHONE.encode(),
    "phone": b"0938271605",
    "phone abroad": b"+84938271605",
}


@pytest.mark.parametrize("data", FORMS.values(), ids=FORMS)
def test_the_text_is_found_in_each_form(data):
    assert TRACES.found_in(data)


def test_what_is_not_there_is_not_found():
    assert TRACES.found_in("Khuynh hướng, 0938 271 604".encode() + base64.b64encode(b"something else")) == []


def test_what_is_too_short_is_not_looked_for():
    with pytest.raises(ValueError, match="too short"):
        Traces({"name": "Lan"})


@pytest.mark.parametrize("name", ["logs/gateway.log", "secrets/a", "jobs/result.pdf", f"{FOLDED}-export.csv"])
def test_it_is_found_in_a_file(tmp_path, name):
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"\n" * 4_000_000 + b"of " + NAME.encode() + b" ...")
    assert {f.place for f in in_files(tmp_path, TRACES.found_in)} == {f"file {name}"}


def test_it_is_found_where_a_large_file_is_cut(tmp_path):
    (tmp_path / "large").write_bytes(b"\n" * 3_999_995 + NAME.encode())
    assert list(in_files(tmp_path, TRACES.found_in))


def test_the_mailbox_alone_is_left_out(tmp_path):
    for folder in ("mail", "mails"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "one.eml").write_text(NAME)
    assert {f.place for f in in_files(tmp_path, TRACES.found_in)} == {"file mails/one.eml"}


@pytest.mark.parametrize("text", [f"Nhóm của {NAME}", f"nhom cua {FOLDED}"])
def test_it_is_found_in_a_search_index(tmp_path, text):
    index = SearchIndex.open(tmp_path / "index" / "model", {"title": 1}, create=True)
    with index.writer() as writer:
        writer.put("entry-1", {"title": text})
        writer.commit()
    found = list(in_indexes(tmp_path, {"name": NAME}))
    assert found == [Found("index index/model", "name, as a word")]


@pytest.mark.parametrize("part", ["key", "value", "headers"])
async def test_it_is_found_in_a_topic(real_parts, part):
    topic, name = f"found-{new_id()[:12]}", NAME.encode()
    await ensure_topics(real_parts.kafka, [TopicSpec(topic, 1, retention_ms=60_000)])
    producer = AIOKafkaProducer(bootstrap_servers=real_parts.kafka)
    await producer.start()
    try:
        told = {"key": name} if part == "key" else {"headers": [("ce_actor", name)]} if part == "headers" else {}
        await producer.send_and_wait(topic, **{"value": name if part == "value" else b"{}", **told})
    finally:
        await producer.stop()
    assert f"topic {topic}" in {f.place async for f in in_topics(real_parts.kafka, TRACES.found_in)}


@pytest.mark.parametrize(
    "document",
    [{"name": NAME}, {"deep": [{"er": {"name": NAME}}]}, {FOLDED: 1}, {"packed": base64.b64encode(NAME.encode())}],
    ids=["a field", "deep down", "a field's name", "bytes"],
)
async def test_it_is_found_in_a_database_and_its_oplog(real_parts, database, document):
    await database["anything"].insert_one(dict(document))
    places = {f.place async for f in in_databases(real_parts.mongo, TRACES.found_in)}
    assert places >= {f"collection {database.name}.anything", "collection local.oplog.rs"}


async def test_every_database_is_looked_through_by_listing(real_parts, database):
    client: Any = AsyncIOMotorClient(real_parts.mongo)
    name = f"test_{new_id()[:12]}"
    try:
        await client[name]["fresh"].insert_one({"name": NAME})
        found = {f.place async for f in in_databases(real_parts.mongo, TRACES.found_in)}
    finally:
        await client.drop_database(name)
        client.close()
    assert f"collection {name}.fresh" in found
