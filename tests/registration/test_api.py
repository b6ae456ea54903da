"""Registration's edge over real parts: every answer coded, nothing changed by what is refused."""

import json
from datetime import timedelta

import pytest

from tests.builders import registration as build
from tests.builders import tokens
from tests.builders.accounts import OTHER_PERSON, OTHER_TENANT, PERSON, role
from tests.builders.edges import bearer, everything_in, problem_of

pytestmark = pytest.mark.real
ORGANISER = "person-hanh-04"


async def test_an_entry_is_submitted_and_gets_its_receipt(open_edge):
    answer = await open_edge.send(build.submit_entry(), open_edge.person())
    assert answer.status_code == 200
    receipt = {"code": build.receipt().code, "submitted_at": "2026-10-27T10:00:00Z"}
    assert answer.json() == {"id": build.ENTRY, "seq": 1, "result": {"receipt": receipt}}


async def test_the_same_command_gives_the_same_answer(open_edge):
    first = await open_edge.send(build.submit_entry(), open_edge.person())
    before = await everything_in(open_edge.database)
    open_edge.clock.at += timedelta(minutes=5)
    again = await open_edge.send(build.submit_entry(), open_edge.person())
    assert (again.status_code, again.json()) == (200, first.json())
    assert await everything_in(open_edge.database) == before


async def test_the_same_command_id_with_another_body_or_sender_is_refused(open_edge):
    await open_edge.send(build.submit_entry(), open_edge.person())
    before = await everything_in(open_edge.database)
    other = build.submit_entry(answers=build.answers("Tên khác"))
    assert problem_of(await open_edge.send(other, open_edge.person())) == (422, "command_id_reused")
    someone = open_edge.person(OTHER_PERSON)
    assert problem_of(await open_edge.send(build.submit_entry(), someone)) == (422, "command_id_reused")
    assert await everything_in(open_edge.database) == before


async def test_another_command_id_for_the_same_entry_gives_the_same_receipt_and_no_second_event(open_edge):
    first = await open_edge.send(build.submit_entry(), open_edge.person())
    open_edge.clock.at = build.CLOSES + timedelta(days=1)
    other = build.submit_entry(answers=build.answers("Tên khác"))
    again = await open_edge.send(other, open_edge.person(), "command-0002")
    assert again.json() == first.json()


@pytest.mark.parametrize(
    ("name", "token", "expected"),
    [
        ("none", lambda _: "", (401, "unauthenticated")),
        ("alg=none", lambda e: tokens.unsigned(), (401, "unauthenticated")),
        ("HS256 by the public key", lambda e: tokens.signed_with_public_key(e.signer), (401, "unauthenticated")),
        ("foreign", lambda e: tokens.Signer().token(e.clock.at), (401, "unauthenticated")),
        ("expired", lambda e: e.signer.token(e.clock.at - timedelta(hours=1)), (401, "unauthenticated")),
        ("for another service", lambda e: e.person(aud=["accounts"]), (401, "unauthenticated")),
        ("tampered", lambda e: tokens.tampered(e.person()), (401, "unauthenticated")),
        ("no token at all", lambda _: "abc", (401, "unauthenticated")),
        ("another tenant's", lambda e: e.person("person-la-0003", tenant_id=OTHER_TENANT), (403, "forbidden")),
        ("a client's without the scope", lambda e: e.client("entries:read"), (403, "forbidden")),
    ],
)
async def test_a_token_that_does_not_hold_submits_nothing(open_edge, name, token, expected):
    before = await everything_in(open_edge.database)
    answer = await open_edge.send(build.submit_entry(), token(open_edge))
    assert problem_of(answer) == expected, name
    assert await everything_in(open_edge.database) == before
    if expected[0] == 401:
        assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("scheme", ["Basic abc", "Bearer", "Bearer  ", "Token abc", ""])
async def test_credentials_of_another_kind_are_nobodys(open_edge, scheme):
    answer = await open_edge.send(build.submit_entry(), "", Authorization=scheme)
    assert problem_of(answer) == (401, "unauthenticated")


BODIES = {
    "no JSON": b"{",
    "empty": b"",
    "not UTF-8": b"\xff\xfe{}",
    "deep": b"[" * 50_000,
    "a list": b"[]",
    "null": b"null",
    "wrong type": b'{"entry_id": 5}',
    "unknown field": b'{"entry_id": "entry-nam-viet", "surprise": "<script>"}',
    "control characters": b'{"entry_id": "entry-nam-viet", "answers": {"title": "\\u0000"}}',
    "a dot in an id": b'{"entry_id": "a.b.c.d.e.f"}',
    "an operator as an id": b'{"entry_id": {"$ne": "x"}}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
async def test_a_body_that_is_no_command_changes_nothing_and_is_not_echoed(open_edge, body):
    before = await everything_in(open_edge.database)
    headers = {**bearer(open_edge.person()), "Idempotency-Key": "command-0001"}
    answer = await open_edge.http.post("/commands/submit-entry", content=body, headers=headers)
    assert problem_of(answer) == (422, "invalid_input")
    assert answer.json()["errors"]
    assert "<script>" not in answer.text
    assert await everything_in(open_edge.database) == before


async def test_a_huge_body_is_refused_by_its_length_and_as_it_comes(open_edge):
    before = await everything_in(open_edge.database)
    headers = {**bearer(open_edge.person()), "Idempotency-Key": "command-0001"}
    huge = b"x" * 1_100_000
    answer = await open_edge.http.post("/commands/submit-entry", content=huge, headers=headers)
    assert problem_of(answer) == (413, "too_large")

    async def chunks():
        for _ in range(20):
            yield b"x" * 100_000

    answer = await open_edge.http.post("/commands/submit-entry", content=chunks(), headers=headers)
    assert problem_of(answer) == (413, "too_large")
    assert await everything_in(open_edge.database) == before


@pytest.mark.parametrize("command_id", ["", "short", "a.b.c.d.e.f.g", "x" * 65])
async def test_a_command_needs_an_id_of_its_own(open_edge, command_id):
    answer = await open_edge.send(build.submit_entry(), open_edge.person(), command_id)
    assert problem_of(answer) == (422, "invalid_command_id")


async def test_another_tenants_entry_is_not_there(open_edge):
    await open_edge.send(build.submit_entry(), open_edge.person())
    before = await everything_in(open_edge.database)
    stranger = open_edge.person("person-la-0003", tenant_id=OTHER_TENANT)
    for command in (build.revise_entry(), build.withdraw_entry(), build.save_draft(), build.submit_entry()):
        answer = await open_edge.send(command, stranger, "command-0002")
        missing = command.model_copy(update={"entry_id": "entry-is-not-there"})
        nothing = await open_edge.send(missing, stranger, "command-0003")
        assert (answer.status_code, answer.json()) == (nothing.status_code, nothing.json())
        assert problem_of(answer) in ((404, "not_found"), (403, "forbidden"))
    assert await everything_in(open_edge.database) == before


async def test_an_organiser_may_see_and_not_change(open_edge):
    await open_edge.hold(ORGANISER, role())
    await open_edge.send(build.submit_entry(), open_edge.person())
    answer = await open_edge.send(build.withdraw_entry(), open_edge.person(ORGANISER), "command-0002")
    assert problem_of(answer) == (403, "forbidden")


async def test_an_organiser_opens_an_edition_as_soon_as_the_role_is_heard_of(edge):
    command, token = build.open_edition(), edge.person(ORGANISER)
    assert problem_of(await edge.send(command, token)) == (403, "forbidden")
    await edge.hold(ORGANISER, role())
    assert (await edge.send(command, token)).status_code == 200
    await edge.hold(ORGANISER, seq=2)
    again = build.open_edition(edition_id="edition-other", slug="2027")
    assert problem_of(await edge.send(again, token, "command-0002")) == (403, "forbidden")


async def test_a_draft_is_kept_for_its_author_alone(open_edge):
    await open_edge.hold(ORGANISER, role())
    saved = await open_edge.send(build.save_draft(), open_edge.person())
    assert saved.json() == {"id": build.ENTRY, "seq": 0, "result": None}
    own = bearer(open_edge.person())
    listed = await open_edge.http.get("/drafts", params={"programme_id": build.PROGRAMME}, headers=own)
    one = await open_edge.http.get(f"/drafts/{build.ENTRY}", headers=own)
    assert listed.json() == [one.json()]
    assert one.json()["steps"]["startup"]["name"] == "Nấm Việt"
    assert one.headers["cache-control"] == "no-store"
    nothing = await open_edge.http.get("/drafts/entry-is-not-there", headers=own)
    others = (
        open_edge.person(OTHER_PERSON),
        open_edge.person(ORGANISER),
        open_edge.person(PERSON + "-other", tenant_id=OTHER_TENANT),
        open_edge.client("entries:read", "entries:import"),
    )
    for token in others:
        answer = await open_edge.http.get(f"/drafts/{build.ENTRY}", headers=bearer(token))
        assert (answer.status_code, answer.json()) == (404, nothing.json())
        assert (await open_edge.http.get("/drafts", headers=bearer(token))).json() == []
    assert problem_of(await open_edge.http.get("/drafts")) == (401, "unauthenticated")
    assert problem_of(await open_edge.http.get("/drafts", params={"programme_id": "a.b"}, headers=own)) == (
        422,
        "invalid_input",
    )


async def test_a_draft_writes_nothing_that_is_told(open_edge):
    await open_edge.send(build.save_draft(), open_edge.person())
    (entry,) = (await everything_in(open_edge.database))["entries"]
    assert (entry["seq"], entry.get("ev", [])) == (0, [])


@pytest.mark.parametrize(
    ("late", "answered"),
    [(-1, 200), (299, 200), (300, 200), (301, 409)],
)
async def test_the_deadline_holds_at_the_edge(open_edge, late, answered):
    open_edge.clock.at = build.CLOSES + timedelta(seconds=late)
    answer = await open_edge.send(build.submit_entry(), open_edge.person())
    assert answer.status_code == answered
    if answered == 409:
        assert problem_of(answer) == (409, "registration.deadline_passed")
        return
    (entry,) = (await everything_in(open_edge.database))["entries"]
    assert entry["state"]["in_grace"] is (late > 0)


async def test_a_refusal_speaks_the_readers_language(open_edge):
    open_edge.clock.at = build.OPENS - timedelta(days=1)
    for accepted, title in {
        "vi": "Chưa đến lúc nhận hồ sơ.",
        "en-GB,vi;q=0.5": "Registration is not open yet.",
        "fr": "Chưa đến lúc nhận hồ sơ.",
    }.items():
        answer = await open_edge.send(build.submit_entry(), open_edge.person(), **{"Accept-Language": accepted})
        assert answer.json()["title"] == title


async def test_no_command_is_taken_while_nobody_knows_how_far_the_relay_is(edge):
    edge.guard._behind = timedelta(days=2)
    answer = await edge.send(build.open_edition(), edge.client("editions:open"))
    assert problem_of(answer) == (503, "unavailable")
    ready = await edge.http.get("/readyz")
    assert (ready.status_code, ready.json()) == (503, {"ready": False, "failed": ["relay"]})
    assert (await edge.http.get("/healthz")).status_code == 200


async def test_a_trace_is_carried_into_the_event_or_made(open_edge):
    given = "00-" + "a" * 32 + "-" + "b" * 16 + "-01"
    await open_edge.send(build.submit_entry(), open_edge.person(), "command-0001", traceparent=given)
    other = build.submit_entry(entry_id="entry-other")
    await open_edge.send(other, open_edge.person(), "command-0002", traceparent="nonsense")
    found = await everything_in(open_edge.database)
    traces = {e["_id"]: str(e["ev"]) for e in found["entries"]}
    assert given in traces[build.ENTRY]
    assert "nonsense" not in traces["entry-other"]
    assert "00-" in traces["entry-other"]


async def test_openapi_names_every_command_and_shows_each_refusal(edge):
    described = (await edge.http.get("/openapi.json")).json()
    submit = described["paths"]["/commands/submit-entry"]["post"]
    assert submit["requestBody"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/SubmitEntry"
    }
    shown = {
        code
        for answer in submit["responses"].values()
        for c in answer["content"].values()
        for code in c.get("examples", {})
    }
    assert {"registration.deadline_passed", "registration.unknown_programme", "invalid_input", "unavailable"} <= shown
    assert {"SubmitEntry", "EntryAnswers", "Problem", "Accepted"} <= set(described["components"]["schemas"])
    assert len([p for p in described["paths"] if p.startswith("/commands/")]) == 11


async def test_what_isnt_there_is_a_problem_too(edge):
    assert problem_of(await edge.http.get("/nothing")) == (404, "not_found")
    assert problem_of(await edge.http.get("/commands/submit-entry")) == (405, "method_not_allowed")


async def test_what_is_said_when_withdrawing_lies_nowhere_in_the_open(open_edge):
    await open_edge.send(build.submit_entry(), open_edge.person())
    said = build.withdraw_entry(text="Hai bạn chuyển việc")
    assert (await open_edge.send(said, open_edge.person(), "command-0002")).status_code == 200
    stored = json.dumps(await everything_in(open_edge.database), default=str, ensure_ascii=False)
    assert "chuyển việc" not in stored
    (entry,) = (await everything_in(open_edge.database))["entries"]
    assert b"chuy" not in entry["ev"][0]["data"]


async def test_too_long_a_text_is_told_where(open_edge):
    body = {"entry_id": build.ENTRY, "reason": "other", "text": "x" * 2_001}
    headers = {"Idempotency-Key": "command-0002", "Authorization": f"Bearer {open_edge.person()}"}
    answer = await open_edge.http.post("/commands/withdraw-entry", json=body, headers=headers)
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [("/text", "too_long")]
