"""Files over HTTP: uploaded by who may import, looked at by who asked, and in nobody else's sight."""

import hashlib

import pytest

from shared.contracts.accounts.commands import RequestOrganisationImport
from shared.contracts.accounts.imports import LARGEST_UPLOAD
from tests.accounts.conftest import keep_what_is_old
from tests.accounts.importing import ROWS, importing, settings_at
from tests.builders import accounts as build


@pytest.fixture
async def organised(known):
    """The person of the tenant organises it."""
    token = await known.operator("roles:grant")
    assert (await known.send(build.grant_role(), token, "granting-1")).status_code == 200
    return known


async def upload(edge, content, token, tenant_id=build.TENANT):
    shown = {"Authorization": f"Bearer {token}"} if token else {}
    return await edge.http.post(f"/uploads?tenant_id={tenant_id}", content=content, headers=shown)


async def test_an_organiser_uploads_a_file_and_the_same_again_is_the_same(organised):
    token = await organised.person()
    first, second = [await upload(organised, ROWS.encode(), token) for _ in range(2)]
    assert first.status_code == 200, first.text
    assert first.json() == second.json()
    assert first.json()["sha256"] == hashlib.sha256(ROWS.encode()).hexdigest()
    assert first.headers["cache-control"] == "no-store"
    (kept,) = await organised.database["uploads"].find({}).to_list(None)
    assert "Sấy Việt".encode() not in kept["sealed"]


async def test_who_may_not_import_uploads_nothing(known):
    person, reader = await known.person(), await known.operator("roles:grant")
    said = [(await upload(known, b"x", token)).json()["code"] for token in ("", person, reader)]
    assert said == ["unauthenticated", "forbidden", "forbidden"]
    elsewhere = await upload(known, b"x", person, build.OTHER_TENANT)
    assert elsewhere.json()["code"] == "forbidden"


async def test_a_client_that_imports_uploads_too(known):
    answer = await upload(known, ROWS.encode(), await known.operator("entries:import"))
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "accounts.unreadable_file"),
        (b"%PDF-1.7\x00\x01", 422, "accounts.unreadable_file"),
        (b"x" * (LARGEST_UPLOAD + 1), 413, "too_large"),
    ],
)
async def test_what_can_not_be_a_table_is_refused_at_once(organised, content, status, code):
    answer = await upload(organised, content, await organised.person())
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def chunks(count):
    for _ in range(count):
        yield b"x" * 100_000


async def test_a_file_that_does_not_say_how_large_it_is_is_cut_off(organised):
    answer = await upload(organised, chunks(51), await organised.person())
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


async def test_other_addresses_take_no_more_than_before(organised):
    shown = {"Authorization": f"Bearer {await organised.person()}", "Idempotency-Key": "command-large"}
    answer = await organised.http.post("/commands/cancel-job", content=b"x" * 1_100_000, headers=shown)
    assert answer.status_code == 413


async def test_the_template_is_there_for_anybody_in_both_languages(known):
    vi = await known.http.get("/imports/template", headers={"Accept-Language": "vi"})
    en = await known.http.get("/imports/template", headers={"Accept-Language": "en"})
    assert vi.content.startswith("\ufeffTên;Tên đăng ký;Mã số thuế;".encode())
    assert en.content.startswith("\ufeffName,Registered name,Tax code,".encode())


@pytest.fixture
async def planned(organised, real_parts, tmp_path):
    """A file of the organiser's, planned by the worker."""
    token = await organised.person()
    told = (await upload(organised, ROWS.replace("Gốm", "=Gốm").encode(), token)).json()
    given = {"job_id": "job-import-01", "tenant_id": build.TENANT}
    asked = RequestOrganisationImport(**given, upload_id=told["upload_id"], sha256=told["sha256"])
    assert (await organised.send(asked, token, "asking-0001")).status_code == 200
    settings = settings_at(real_parts.mongo, real_parts.kafka, tmp_path)
    async with importing(settings, organised.database, organised.clock) as worker:
        await keep_what_is_old(organised.database)
        await worker.worker().work()
    return organised


async def get(edge, path, token, language="vi"):
    shown = {"Authorization": f"Bearer {token}", "Accept-Language": language}
    return await edge.http.get(path, headers=shown)


async def test_who_asked_sees_each_row_explained_in_their_language(planned):
    token = await planned.person()
    vi = (await get(planned, "/imports/job-import-01?kind=wrong", token)).json()
    en = (await get(planned, "/imports/job-import-01?kind=wrong", token, "en")).json()
    assert vi["counts"] == {"new": 4, "done": 0, "same": 1, "twin": 0, "wrong": 1}
    assert vi["unknown_columns"] == ["Ghi chú"]
    (row,) = vi["rows"]
    assert [reason["text"] for reason in row["reasons"]] == [
        "Thiếu “Tên”.",
        "“Trang web” phải là địa chỉ web, ví dụ https://sayviet.vn.",
    ]
    assert [reason["text"] for reason in en["rows"][0]["reasons"]] == [
        "“Name” is missing.",
        "“Website” must be a web address such as https://sayviet.vn.",
    ]


async def test_the_rows_to_mend_come_as_they_stand_and_nothing_in_them_is_calculated(planned):
    token = await planned.person()
    wrong = await get(planned, "/imports/job-import-01/rows?kind=wrong", token)
    assert wrong.content.decode("utf-8-sig").splitlines() == [
        "Tên;Mã số thuế;Trang web;Tỉnh/Thành phố;Ghi chú;Lý do",
        ";;khong co;;;Thiếu “Tên”. “Trang web” phải là địa chỉ web, ví dụ https://sayviet.vn.",
    ]
    new = (await get(planned, "/imports/job-import-01/rows?kind=new", token)).content.decode("utf-8-sig")
    assert "'=Gốm Phù Lãng;" in new


async def test_nobody_else_sees_anything_of_an_import(planned):
    for token in (await planned.operator("entries:import"), await planned.operator("roles:grant")):
        for path in ("/imports/job-import-01", "/imports/job-import-01/rows?kind=wrong", "/jobs/job-import-01/result"):
            assert (await get(planned, path, token)).json()["code"] == "not_found"
