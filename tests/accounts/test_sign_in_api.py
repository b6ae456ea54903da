"""Signing in over HTTP and real parts: answers, statuses and work are the same whether or not an address is known."""

import asyncio
from base64 import b64encode
from datetime import timedelta

import pyotp
import pytest
from pydantic import SecretStr

from services.accounts.handlers.second_factor import step_at
from shared.auth import gateway_proof, service_secret
from shared.contracts.accounts.commands import ChangePassword
from shared.mongo import find_all, run
from tests.accounts.conftest import GATEWAY_SECRET, SERVICES_ROOT
from tests.builders import accounts as build
from tests.builders.edges import bearer, body_of, everything_in, problem_of

pytestmark = pytest.mark.real
MAIL, UNKNOWN = "lan@example.vn", "nobody@example.vn"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0"
NEW = "một mật khẩu hoàn toàn khác"


def from_gateway(address="10.0.0.1"):
    proof = gateway_proof(GATEWAY_SECRET)
    return {"Techfest-Gateway": proof, "Techfest-Client-Address": address, "Techfest-Client-Agent": FIREFOX}


async def post(edge, path, shown="", address="10.0.0.1", **body):
    return await edge.http.post(path, json=body, headers={**from_gateway(address), **bearer(shown)})


async def contents(edge, sign_in_id, kind="sign_in"):
    """What notifications is told, by its own token."""
    secret = service_secret(SERVICES_ROOT, "notifications")
    shown = b64encode(f"notifications:{secret}".encode()).decode()
    form = {"grant_type": "client_credentials", "scope": "mail:contents", "audience": "accounts"}
    granted = await edge.http.post("/token", data=form, headers={"Authorization": f"Basic {shown}"})
    token = granted.json()["access_token"]
    return await edge.http.post("/mailings/contents", json={"kind": kind, "id": sign_in_id}, headers=bearer(token))


async def asked(edge, mail=MAIL, **more):
    answer = await post(edge, "/sign-in/link", mail=mail, **more)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_mailed_link_signs_in_over_http(known):
    wish = await asked(known, next="/my-entries", language="en")
    mail = (await contents(known, wish["sign_in_id"])).json()
    assert {k: mail[k] for k in ("to", "name", "language", "expires_at", "purpose")} == {
        "to": MAIL,
        "name": "Nguyễn Thị Lan",
        "language": "en",
        "expires_at": wish["expires_at"],
        "purpose": "sign_in",
    }
    assert mail == (await contents(known, wish["sign_in_id"])).json(), "a mail that goes again carries the same"
    answer = await post(known, "/sign-in/link/use", token=mail["token"], browser=wish["browser"])
    assert answer.headers["cache-control"] == "no-store"
    assert {k: v for k, v in answer.json().items() if k not in ("session", "expires_at")} == {
        "person_id": build.PERSON,
        "tenant_id": build.TENANT,
        "next": "/my-entries",
        "password_ended": False,
    }
    again = await post(known, "/sign-in/link/use", token=mail["token"], browser=wish["browser"])
    assert problem_of(again) == (409, "accounts.link_used")
    assert problem_of(await contents(known, wish["sign_in_id"])) == (404, "not_found")


async def test_the_digits_sign_in_over_http(known):
    wish = await asked(known)
    code = (await contents(known, wish["sign_in_id"])).json()["code"]
    given = {"sign_in_id": wish["sign_in_id"], "browser": wish["browser"]}
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert problem_of(await post(known, "/sign-in/code-by-mail", **given, code=wrong)) == (401, "accounts.wrong_code")
    assert (await post(known, "/sign-in/code-by-mail", **given, code=code)).json()["person_id"] == build.PERSON


async def test_a_program_that_opens_every_address_spends_nothing(known):
    wish = await asked(known)
    token = (await contents(known, wish["sign_in_id"])).json()["token"]
    before = await everything_in(known.database)
    for path in ("/sign-in/link", "/sign-in/link/use", f"/sign-in/link/use?token={token}"):
        for method in ("GET", "HEAD", "OPTIONS"):
            answer = await known.http.request(method, path, headers=from_gateway())
            assert answer.status_code in (404, 405)
    assert await everything_in(known.database) == before
    assert (await post(known, "/sign-in/link/use", token=token, browser=wish["browser"])).status_code == 200


async def work_of(known, *steps):
    """The answers, and what the database was asked meanwhile."""
    await run(known.database, {"profile": 2})
    answers = [await step for step in steps]
    await run(known.database, {"profile": 0})
    seen = await find_all(known.database["system.profile"], {"op": {"$ne": "command"}}, sort=[("ts", 1)])
    await known.database["system.profile"].drop()
    return answers, [(one["op"], one["ns"].split(".")[1]) for one in seen]


async def test_asking_for_a_link_is_the_same_work_and_answer_whoever_has_the_address(known):
    await asked(known, "warm@example.vn")
    told = []
    for mail in (MAIL, UNKNOWN):
        (answer,), work = await work_of(known, post(known, "/sign-in/link", mail=mail))
        shape = {name: len(value) for name, value in answer.json().items()}
        told.append((answer.status_code, dict(answer.headers), shape, answer.json()["expires_at"], work))
    assert told[0] == told[1]
    assert [w for w in told[0][4] if w[1] in ("people", "sign_ins")] == [
        ("query", "people"),
        ("query", "people"),
        ("query", "sign_ins"),
        ("insert", "sign_ins"),
    ]


async def new_account(edge, person_id, mail, command_id="command-new-01", **more):
    register = build.register_person(person_id=person_id, password="mật khẩu của tôi")
    body = {"account": {**body_of(register), "mail": mail}, **more}
    headers = {**from_gateway(), "Idempotency-Key": command_id}
    return await edge.http.post("/sign-in/new", json=body, headers=headers)


async def test_making_an_account_is_the_same_work_and_answer_whoever_has_the_address(known):
    await new_account(known, "person-warm-01", "warm@example.vn", "command-warm")
    told = []
    for mail, person_id in ((MAIL, "person-new-01"), (UNKNOWN, "person-new-02")):
        (made,), work = await work_of(known, new_account(known, person_id, mail, f"command-{person_id}"))
        answer = made.json()
        shape = {name: len(str(value)) for name, value in {**answer, **answer["confirm"]}.items() if name != "confirm"}
        wrong, tries = await work_of(known, known.sign_in("mật khẩu của tôi", mail))
        told.append((made.status_code, shape, sorted(work), wrong[0].status_code, wrong[0].content, tries))
    assert told[0] == told[1]
    assert told[0][0] == 200


async def test_an_account_is_made_over_http_its_address_confirmed_by_the_mail(known):
    made = await new_account(known, "person-new-01", UNKNOWN, next="/my-entries")
    answer = made.json()
    assert (made.headers["cache-control"], answer["person_id"], answer["tenant_id"]) == (
        "no-store",
        "person-new-01",
        build.TENANT,
    )
    own = await known.http.get("/sessions", headers=bearer(answer["session"]))
    assert [one["method"] for one in own.json()["sessions"]] == ["new"]
    mail = (await contents(known, answer["confirm"]["sign_in_id"])).json()
    assert (mail["to"], mail["purpose"]) == (UNKNOWN, "confirm")
    use = {"token": mail["token"], "browser": answer["confirm"]["browser"]}
    came = (await post(known, "/sign-in/link/use", **use)).json()
    assert (came["person_id"], came["next"], came["password_ended"]) == ("person-new-01", "/my-entries", False)
    assert (await known.sign_in("mật khẩu của tôi", UNKNOWN)).json()["person_id"] == "person-new-01"


async def test_an_account_of_a_known_address_is_joined_over_http_by_its_owners_mail(known):
    answer = (await new_account(known, "person-new-01", MAIL)).json()
    mail = (await contents(known, answer["confirm"]["sign_in_id"])).json()
    assert (mail["to"], mail["name"], mail["purpose"]) == (MAIL, "Nguyễn Thị Lan", "join")
    use = {"token": mail["token"], "browser": answer["confirm"]["browser"]}
    assert (await post(known, "/sign-in/link/use", **use)).json()["person_id"] == build.PERSON
    (gone,) = await find_all(known.database["people"], {"_id": "person-new-01"})
    assert gone["state"]["into_id"] == build.PERSON


async def test_another_mail_for_the_own_address_is_asked_for_over_http(known):
    answer = (await new_account(known, "person-new-01", UNKNOWN)).json()
    asked = await post(known, "/proofs/own", answer["session"], next="/account")
    mail = (await contents(known, asked.json()["sign_in_id"])).json()
    use = {"token": mail["token"], "browser": asked.json()["browser"]}
    assert (await post(known, "/sign-in/link/use", **use)).json()["next"] == "/account"
    assert problem_of(await post(known, "/proofs/own", answer["session"])) == (404, "not_found")
    assert problem_of(await post(known, "/proofs/own")) == (401, "unauthenticated")


async def test_an_account_is_made_by_a_command_with_an_id_alone(known):
    body = {"account": body_of(build.register_person(person_id="person-new-01", mail=UNKNOWN))}
    assert problem_of(await post(known, "/sign-in/new", **body)) == (422, "invalid_command_id")
    wrong = await new_account(known, "person-new-01", "no address")
    assert [(e["pointer"], e["code"]) for e in wrong.json()["errors"]] == [("/account/mail", "wrong_format")]


async def test_a_wrong_password_is_the_same_work_and_answer_whoever_has_the_address(known):
    await known.sign_in("không phải", "warm@example.vn")
    told = []
    for mail in (MAIL, UNKNOWN):
        (answer,), work = await work_of(known, known.sign_in("không phải", mail))
        told.append((answer.status_code, dict(answer.headers), answer.content, work))
    assert told[0] == told[1]


async def test_wrong_digits_are_the_same_work_and_answer_whoever_has_the_address(known):
    told = []
    for mail in (MAIL, UNKNOWN):
        wish = await asked(known, mail)
        given = {"sign_in_id": wish["sign_in_id"], "browser": wish["browser"], "code": "no"}
        answers, work = await work_of(known, *(post(known, "/sign-in/code-by-mail", **given) for _ in range(7)))
        told.append(([(a.status_code, a.content) for a in answers], work))
    assert told[0] == told[1]
    assert [status for status, _ in told[0][0]] == [401] * 5 + [404] * 2


async def test_what_is_stored_of_a_wish_opens_nothing_and_names_nobody(known):
    wish = await asked(known)
    mail = (await contents(known, wish["sign_in_id"])).json()
    stored = str(await everything_in(known.database))
    for secret in (mail["token"].split(".")[1], wish["browser"], MAIL):
        assert secret not in stored


async def test_two_devices_at_once_make_one_session(known):
    wish = await asked(known)
    mail = (await contents(known, wish["sign_in_id"])).json()
    use = {"token": mail["token"], "browser": wish["browser"]}
    answers = await asyncio.gather(*(post(known, "/sign-in/link/use", **use) for _ in range(4)))
    assert sorted(a.status_code for a in answers) == [200, 409, 409, 409]
    assert await known.database["sessions"].count_documents({}) == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"mail": ""},
        {"mail": "x" * 255},
        {"mail": MAIL, "language": "fr"},
        {"mail": MAIL, "next": "https://evil.example/"},
        {"mail": MAIL, "more": 1},
        {"mail": 5},
    ],
)
async def test_a_wish_that_is_none_is_refused(known, body):
    answer = await known.http.post("/sign-in/link", json=body, headers=from_gateway())
    assert problem_of(answer) == (422, "invalid_input")


@pytest.mark.parametrize("name", ["x" * 10_000, "\u202eevil", "\u2066Lan\u2069", "\u200b\u200b", "a\nb", "a\x00b"])
async def test_a_name_that_nobody_can_read_comes_in_by_no_slip(known, name):
    answer = await post(known, "/sign-in/code", code="0000-0000-0000", name=name)
    assert problem_of(answer) == (422, "invalid_input")
    assert name not in answer.text


async def by_link(known) -> str:
    wish = await asked(known)
    mail = (await contents(known, wish["sign_in_id"])).json()
    answer = await post(known, "/sign-in/link/use", token=mail["token"], browser=wish["browser"])
    return str(answer.json()["session"])


async def test_sessions_are_listed_with_their_device_and_ended(known):
    one = await by_link(known)
    new = {"current": SecretStr(build.PASSWORD), "password": SecretStr("một mật khẩu khác")}
    given = ChangePassword(person_id=build.PERSON, **new)
    token = (await known.exchange(one, "accounts")).json()["access_token"]
    assert (await known.send(given, token, "changing-0001")).status_code == 200
    other = (await known.sign_in("một mật khẩu khác")).json()["session"]
    listed = (await known.http.get("/sessions", headers=bearer(one))).json()["sessions"]
    assert [(s["method"], s["device"]) for s in listed if s["method"] == "link"] == [("link", "Firefox · Linux")]
    assert [s["current"] for s in listed].count(True) == 1
    assert one not in str(listed)
    (own,) = [s["session_id"] for s in listed if s["current"]]
    assert (await post(known, "/sessions/end-others", one)).status_code == 204
    left = (await known.http.get("/sessions", headers=bearer(one))).json()["sessions"]
    assert [s["session_id"] for s in left] == [own]
    assert problem_of(await known.exchange(other, "gateway")) == (401, "unauthenticated")
    shown = (await known.exchange(one, "gateway")).json()["access_token"]
    assert (await known.exchange(shown, "accounts")).status_code == 200
    assert (await post(known, f"/sessions/{own}/end", one)).status_code == 204
    assert problem_of(await known.exchange(shown, "accounts")) == (401, "unauthenticated")
    for _ in range(2):
        assert problem_of(await known.http.get("/sessions", headers=bearer(one))) == (401, "unauthenticated")


@pytest.mark.parametrize("path", ["/sessions/end-others", "/sessions/session-0001/end", "/second-factor/begin"])
async def test_without_a_session_nothing_of_ones_sign_in_is_touched(known, path):
    for token in ("", "x" * 64, await known.person()):
        assert problem_of(await post(known, path, token)) == (401, "unauthenticated")


async def test_a_changed_password_ends_the_other_sessions_over_http(known):
    one, other = [(await known.sign_in()).json()["session"] for _ in range(2)]
    token = (await known.exchange(one, "accounts")).json()["access_token"]
    body = {"person_id": build.PERSON, "current": build.PASSWORD, "password": NEW}
    for _ in range(2):
        headers = {**bearer(token), "Idempotency-Key": "command-0077"}
        answer = await known.http.post("/commands/change-password", json=body, headers=headers)
        assert answer.status_code == 200, answer.text
    assert (await known.exchange(one, "gateway")).status_code == 200
    assert problem_of(await known.exchange(other, "gateway")) == (401, "unauthenticated")
    assert (await known.sign_in(NEW)).status_code == 200
    assert problem_of(await known.sign_in()) == (401, "accounts.wrong_credentials")
    assert ChangePassword.wire == "accounts.change_password"


async def test_the_second_step_over_http(known):
    session = await known.session()
    shown = (await post(known, "/second-factor/begin", session, account="Nguyễn Thị Lan")).json()
    assert shown["qr"].startswith("<svg")
    assert "<script" not in shown["qr"]
    app = pyotp.parse_uri(shown["uri"])
    made = await post(known, "/second-factor/confirm", session, code=app.generate_otp(step_at(known.clock.at)))
    recovery = made.json()["recovery_codes"]
    first = (await known.sign_in()).json()
    assert set(first) == {"second_factor", "expires_at"}
    assert problem_of(await known.exchange(first["second_factor"], "gateway")) == (401, "unauthenticated")
    used = {"token": first["second_factor"], "code": app.generate_otp(step_at(known.clock.at))}
    assert problem_of(await post(known, "/sign-in/second-factor", **used)) == (401, "accounts.wrong_code")
    known.clock.at += timedelta(seconds=30)
    fresh = {**used, "code": app.generate_otp(step_at(known.clock.at))}
    assert (await post(known, "/sign-in/second-factor", **fresh)).json()["person_id"] == build.PERSON
    assert problem_of(await post(known, "/sign-in/second-factor", **fresh)) == (401, "unauthenticated")
    state = await known.http.get("/second-factor", headers=bearer(session))
    assert state.json() == {"on": True, "recovery_left": 10}
    stored = str(await everything_in(known.database))
    assert not any(secret in stored for secret in (shown["secret"], *recovery))
    assert (await post(known, "/second-factor/off", session, code=recovery[0])).status_code == 204
    assert "session" in (await known.sign_in()).json()


async def test_somebody_proves_a_second_account_over_http(known):
    other = build.register_person(person_id=build.OTHER_PERSON, mail="lan.cu@example.vn")
    await known.send(other, "", "command-0002")
    session = await known.session()
    answer = await post(known, "/proofs", session, mail="lan.cu@example.vn")
    wish = answer.json()
    mail = (await contents(known, wish["sign_in_id"])).json()
    assert mail["purpose"] == "prove"
    use = {"token": mail["token"], "browser": wish["browser"]}
    assert problem_of(await post(known, "/sign-in/link/use", **use)) == (404, "accounts.link_expired")
    assert problem_of(await post(known, "/proofs/use", **use)) == (401, "unauthenticated")
    seen = await known.http.get(f"/proofs/{build.OTHER_PERSON}", headers=bearer(session))
    assert problem_of(seen) == (404, "not_found")
    assert (await post(known, "/proofs/use", session, **use)).json() == {"person_id": build.OTHER_PERSON}
    seen = await known.http.get(f"/proofs/{build.OTHER_PERSON}", headers=bearer(session))
    assert (seen.headers["cache-control"], seen.json()) == (
        "no-store",
        {
            "person_id": build.OTHER_PERSON,
            "tenant_id": build.TENANT,
            "name": "Nguyễn Thị Lan",
            "mail": "lan.cu@example.vn",
            "roles": [],
        },
    )
    assert problem_of(await known.http.get(f"/proofs/{build.OTHER_PERSON}")) == (401, "unauthenticated")


async def test_codes_are_found_in_the_database(known, database):
    from services.accounts.store import MongoCodes

    codes = MongoCodes(database)
    await codes.prepare()
    document = {"_id": "batch-0001", "state": {"code_keys": ["A" * 22, "B" * 22]}}
    await database["code_batches"].insert_one(document)
    assert await codes.find("B" * 22) == ("batch-0001", 1)
    assert await codes.find("C" * 22) is None
