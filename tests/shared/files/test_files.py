"""Files are taken for what they are, pictures lose all but their points, links end."""

import hashlib
import io
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from shared.errors import TooLarge
from shared.files.gridfs import MongoFiles
from shared.files.images import LONGEST_SIDE, MOST_POINTS, made_anew
from shared.files.kinds import media_type_of
from shared.files.links import GOOD_FOR, is_good, link_to
from shared.files.receiving import received
from shared.files.refusals import FileUnfit, ImageUnfit, TooManyFiles
from shared.files.values import LARGEST_FILE

NOW = datetime(2026, 10, 27, 3, 0, tzinfo=UTC)
GPS = 0x8825
SECRET = b"Nguyen Van An, 0912345678"


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **more) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(written, kind, **more)
    return written.getvalue()


def telling() -> bytes:
    """A photo that says where and by whom it was taken, turned by a quarter."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = SECRET.decode()
    exif[GPS] = {1: "N", 2: (21.0, 10.0, 0.0)}
    return picture(exif=exif, comment=SECRET)


def office(*names: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "x")
    return written.getvalue()


def bomb() -> bytes:
    """A few kilobytes that say they are a picture of two hundred million points."""
    return picture("PNG", (1, 1)).replace(
        b"\x00\x00\x00\x01\x00\x00\x00\x01\x08", b"\x00\x00\x38\x40\x00\x00\x38\x40\x08", 1
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture("JPEG"), "image/jpeg"),
        (picture("PNG"), "image/png"),
        (picture("WEBP"), "image/webp"),
        (b"%PDF-1.7\n", "application/pdf"),
        (office("word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (office("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (office("word/document.xml", "word/vbaProject.bin"), None),
        (office(), None),
        (b"PK\x03\x04 broken", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", None),
        (b"<html><script>", None),
        (b"MZ\x90\x00", None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_content_says(content, kind):
    assert media_type_of(content) == kind


def test_a_picture_keeps_its_points_and_nothing_else():
    made = made_anew(telling())
    with Image.open(io.BytesIO(made)) as read:
        assert (read.format, read.size) == ("WEBP", (20, 40))
        assert dict(read.getexif()) == {}
        assert set(read.info) <= {"background", "loop", "timestamp", "duration"}
    assert SECRET not in made


def test_a_large_picture_is_made_smaller():
    with Image.open(io.BytesIO(made_anew(picture(size=(4_000, 1_000))))) as read:
        assert read.size == (LONGEST_SIDE, 500)


def test_what_lies_behind_the_picture_is_gone():
    assert b"<script>" not in made_anew(picture() + b"<script>alert(1)</script>")


@pytest.mark.parametrize("content", [bomb(), picture()[:60], b"\xff\xd8\xff" + b"x" * 100])
def test_a_bomb_and_a_torn_picture_are_refused(content):
    with pytest.raises(ImageUnfit):
        made_anew(content)
    assert MOST_POINTS < 0x3840**2


def test_a_link_is_good_for_half_an_hour_at_least_and_for_one_file():
    file_id, _, query = link_to("file-0001", b"key", NOW).partition("?")
    until, mark = (part.partition("=")[2] for part in query.split("&"))
    ends = datetime.fromtimestamp(int(until), UTC)
    assert file_id == "file-0001"
    assert NOW + GOOD_FOR < ends <= NOW + GOOD_FOR + timedelta(minutes=10)
    assert is_good("file-0001", int(until), mark, b"key", NOW)
    assert not is_good("file-0001", int(until), mark, b"key", ends)
    assert not is_good("file-0002", int(until), mark, b"key", NOW)
    assert not is_good("file-0001", int(until) + 600, mark, b"key", NOW)
    assert not is_good("file-0001", int(until), mark, b"other", NOW)


async def sent(content: bytes) -> AsyncIterator[bytes]:
    for at in range(0, len(content), 1_000):
        yield content[at : at + 1_000]


class Endless:
    """More than anybody takes, and how much of it was asked for."""

    def __init__(self) -> None:
        self.given = 0

    async def pieces(self) -> AsyncIterator[bytes]:
        while True:
            self.given += 1_000_000
            yield bytes(1_000_000)


@pytest.fixture
async def store(database):
    files = MongoFiles(database)
    await files.prepare()
    return files


async def test_a_file_is_kept_once_with_the_hash_of_what_is_kept(store):
    file = await received(sent(telling()), "organisation-1", "person-lan", NOW, store)
    again = await received(sent(telling()), "organisation-1", "person-minh", NOW, store)
    kept = b"".join([piece async for piece in store.content(file.file_id)])
    assert again == file
    assert (file.media_type, file.size, file.sha256) == ("image/webp", len(kept), hashlib.sha256(kept).hexdigest())
    assert await store.of("organisation-1", [file.file_id, "file-none"]) == {file.file_id: file.sha256}
    assert await store.of("organisation-2", [file.file_id]) == {}
    assert await store.find(file.file_id) == file
    assert await store.count("organisation-1") == 1


async def test_what_is_too_large_is_refused_before_it_has_all_come(store):
    endless = Endless()
    with pytest.raises(TooLarge):
        await received(endless.pieces(), "organisation-1", "person-lan", NOW, store)
    assert endless.given <= LARGEST_FILE + 1_000_000
    assert await store.count("organisation-1") == 0


async def test_what_is_no_file_of_ours_is_refused(store):
    with pytest.raises(FileUnfit):
        await received(sent(b"MZ\x90\x00"), "organisation-1", "person-lan", NOW, store)


async def test_an_owner_has_so_many_files_and_no_more(store, monkeypatch):
    monkeypatch.setattr("shared.files.receiving.MOST_OF_OWNER", 1)
    await received(sent(b"%PDF-1.7 one"), "organisation-1", "person-lan", NOW, store)
    with pytest.raises(TooManyFiles):
        await received(sent(b"%PDF-1.7 two"), "organisation-1", "person-lan", NOW, store)
    await received(sent(b"%PDF-1.7 one"), "organisation-1", "person-lan", NOW, store)
