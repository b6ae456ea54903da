"""Accounts' edge over real parts: commands, signing in, tokens, one's own data."""

import asyncio
import json
from datetime import timedelta

import pytest

from services.accounts.domain.tenant import CountOrganiser
from services.accounts.handlers.limits import REGISTRATIONS_AT_PLACE
from services.accounts.handlers.signing_in import OF_MAIL_AT_PLACE
from services.accounts.store import open_signing_key, read_secret, subkey
from services.accounts.store.keys import SealedOtherwise
from shared.auth import Verifier, gateway_proof
from tests.accounts.conftest import GATEWAY_SECRET, OPERATOR_SECRET
from tests.builders import accounts as build
from tests.builders import tokens
from tests.builders.edges import bearer, body_of, everything_in, problem_of

pytestmark = pytest.mark.real
WRONG = "không phải mật khẩu"


async def test_a_person_registers_signs_in_and_reads_their_own_name(known):
    answer = await known.sign_in()
    assert {k: v for k, v in answer.json().items() if k != "session"} == {
        "person_id": build.PERSON,
        "tenant_id": build.TENANT,
        "expires_at": "2026-11-03T10:00:00+00:00",
    }
    own = await known.http.get(f"/people/{build.PERSON}", headers=bearer(await known.person()))
    assert own.headers["cache-control"] == "no-store"
    assert own.json() == {
        "person_id": build.PERSON,
        "tenant_id": build.TENANT,
        "name": "Nguyễn Thị Lan",
        "mail": "lan@example.vn",
        "phone": None,
        "language": "vi",
        "mail_verified": True,
    }


async def test_a_revised_profile_is_read_back_and_nobody_else_revises_it(known):
    revised = build.revise_profile(language="en")
    for who in (await known.operator("roles:grant"), await known.person("registration"), ""):
        assert (await known.send(revised, who, "command-0002")).status_code in (401, 404)
    assert (await known.send(revised, await known.person(), "command-0003")).status_code == 200
    own = (await known.http.get(f"/people/{build.PERSON}", headers=bearer(await known.person()))).json()
    assert {k: own[k] for k in ("name", "mail", "phone", "language")} == {
        "name": "Trần Thị Lan",
        "mail": "lan@example.vn",
        "phone": "0912 345 678",
        "language": "en",
    }


async def test_nobody_else_reads_who_a_person_is(known):
    other = build.register_person(person_id=build.OTHER_PERSON, mail="minh@example.vn", name="Lê Minh")
    await known.send(other, "", "command-0002")
    missing = await known.http.get("/people/nobody-there", headers=bearer(await known.person()))
    for token in (await known.person(), await known.operator("entries:read", "roles:grant")):
        answer = await known.http.get(f"/people/{build.OTHER_PERSON}", headers=bearer(token))
        assert (answer.status_code, answer.json()) == (404, missing.json())
    assert problem_of(await known.http.get(f"/people/{build.PERSON}")) == (401, "unauthenticated")


async def test_what_is_stored_holds_no_password_and_no_session(known):
    session = await known.session()
    stored = json.dumps(await everything_in(known.database), default=str)
    for secret in (build.PASSWORD, session, "$argon2id$", "Nguyễn", "lan@example"):
        assert secret not in stored


async def test_no_event_names_the_person(known):
    (person,) = (await everything_in(known.database))["people"]
    told = json.dumps(person["ev"], default=str)
    assert "lan" not in told.lower().replace(build.PERSON, "")
    assert "Nguyễn" not in told


@pytest.mark.parametrize(
    ("mail", "password"),
    [("lan@example.vn", WRONG), ("nobody@example.vn", WRONG), ("nobody@example.vn", build.PASSWORD)],
)
async def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(known, mail, password):
    answer = await known.sign_in(password, mail)
    assert problem_of(answer) == (401, "accounts.wrong_credentials")
    assert answer.json()["title"] == (
        "The mail address or the password is not right. If you have never signed in by mail, do that first."
    )


async def test_an_address_is_not_tried_for_ever(known):
    for _ in range(OF_MAIL_AT_PLACE.most):
        assert (await known.sign_in(WRONG)).status_code == 401
    answer = await known.sign_in()
    assert problem_of(answer) == (429, "accounts.too_many_attempts")
    assert "15 minutes" in answer.json()["title"]
    assert answer.headers["retry-after"]
    assert (await known.sign_in(address="10.0.1.1")).status_code == 200
    assert await known.database["attempts"].count_documents({"_id": {"$regex": "^mail:[0-9a-f]*:10.0.1.1"}}) == 0


async def test_one_mail_address_at_two_tenants_signs_in_where_it_is_named(known):
    token = await known.operator("tenants:create")
    await known.send(build.create_tenant(tenant_id=build.OTHER_TENANT, slug="da-nang"), token, "founding-3")
    other = build.register_person(person_id="aaaaaaaa", tenant_id=build.OTHER_TENANT, password="của người khác")
    assert (await known.send(other, "", "founding-4")).status_code == 200
    vouching = await known.operator("people:vouch")
    assert (await known.send(build.vouch(person_id="aaaaaaaa"), vouching, "founding-5")).status_code == 200
    for given, person in (({"tenant_id": build.TENANT}, build.PERSON), ({"tenant_id": build.OTHER_TENANT}, "aaaaaaaa")):
        password = build.PASSWORD if person == build.PERSON else "của người khác"
        assert (await known.sign_in(password, **given)).json()["person_id"] == person
    assert problem_of(await known.sign_in()) == (422, "invalid_input")


async def test_signing_out_ends_the_session(known):
    session = await known.session()
    assert (await known.exchange(session, "gateway")).status_code == 200
    assert (await known.http.post("/sign-out", headers=bearer(session))).status_code == 204
    assert problem_of(await known.exchange(session, "gateway")) == (401, "unauthenticated")
    assert (await known.http.post("/sign-out", headers=bearer(session))).status_code == 204


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b'{"mail": 5, "password": "x"}', b'{"mail": "a@b.c"}', b'{"mail":"a@b.c","password":"x","x":1}'],
)
async def test_a_sign_in_that_is_none_is_refused(known, body):
    assert problem_of(await known.http.post("/sign-in", content=body)) == (422, "invalid_input")


async def test_a_clients_token_is_signed_for_the_scopes_it_asked_for(known):
    form = {"grant_type": "client_credentials", "scope": "entries:import entries:read"}
    answer = (await known.token(form, OPERATOR_SECRET)).json()
    assert (answer["token_type"], answer["expires_in"], answer["scope"]) == (
        "Bearer",
        600,
        "entries:import entries:read",
    )
    actor = await verifier_of(known, "registration").verify(answer["access_token"])
    assert (actor.id, actor.kind, actor.scopes) == ("operator", "client", {"entries:import", "entries:read"})


def verifier_of(edge, audience):
    async def published():
        return (await edge.http.get("/.well-known/jwks.json")).json()

    return Verifier("", audience, edge.clock, published)


@pytest.mark.parametrize("secret", ["", "wrong", "s3cret of the operator"])
async def test_a_client_with_a_wrong_secret_gets_nothing(known, secret):
    answer = await known.token({"grant_type": "client_credentials"}, secret)
    assert problem_of(answer) == (401, "accounts.wrong_credentials")


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        ({}, ("/grant_type", "required")),
        ({"grant_type": "password"}, ("/grant_type", "not_a_choice")),
        ({"grant_type": "client_credentials", "scope": "everything"}, ("/scope", "not_a_choice")),
        ({"grant_type": "client_credentials", "audience": "moon"}, ("/audience", "not_a_choice")),
        ({"grant_type": "urn:ietf:params:oauth:grant-type:token-exchange"}, ("/subject_token", "required")),
    ],
)
async def test_a_token_request_that_is_none_says_which_field(known, form, fault):
    answer = await known.token(form, OPERATOR_SECRET)
    assert problem_of(answer) == (422, "invalid_input")
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [fault]


@pytest.mark.parametrize("body", [b"\xff", b"&".join(b"a=1" for _ in range(50))])
async def test_a_form_that_is_none_is_refused(known, body):
    assert problem_of(await known.http.post("/token", content=body)) == (422, "invalid_input")


async def test_a_session_is_exchanged_for_a_token_that_names_person_tenant_and_roles_seq(known):
    await known.send(build.grant_role(), await known.operator("roles:grant"))
    answer = (await known.exchange(await known.session(), "registration", "gateway")).json()
    assert answer["expires_in"] == 600
    for audience in ("registration", "gateway"):
        actor = await verifier_of(known, audience).verify(answer["access_token"])
        assert (actor.id, actor.kind, actor.tenant_id, actor.roles_seq) == (build.PERSON, "person", build.TENANT, 1)
    assert actor.scopes == frozenset()


async def test_an_exchanged_token_never_outlives_the_one_shown(known):
    shown = (await known.exchange(await known.session(), "gateway")).json()["access_token"]
    known.clock.at += timedelta(minutes=9)
    answer = (await known.exchange(shown, "registration")).json()
    assert answer["expires_in"] == 60
    known.clock.at += timedelta(minutes=2)
    assert problem_of(await known.exchange(shown, "registration")) == (401, "unauthenticated")


async def test_a_token_for_one_service_is_not_exchanged_for_another(known):
    narrow = await known.person("registration")
    assert problem_of(await known.exchange(narrow, "accounts")) == (401, "unauthenticated")


@pytest.mark.parametrize("subject", [tokens.unsigned(), tokens.Signer().token(), "x" * 64, "a.b.c"])
async def test_a_foreign_token_is_exchanged_for_nothing(known, subject):
    assert problem_of(await known.exchange(subject, "gateway")) == (401, "unauthenticated")


async def test_published_keys_hold_nothing_private(known):
    (key,) = (await known.http.get("/.well-known/jwks.json")).json()["keys"]
    assert (key["kty"], key["crv"], key["alg"], key["use"]) == ("EC", "P-256", "ES256", "sig")
    assert "d" not in key


async def test_the_signing_key_is_sealed_and_stays_through_a_restart(known, tmp_path):
    sealing = subkey(read_secret(None, tmp_path), "signing key")
    again = await open_signing_key(known.database, sealing, known.clock)
    assert again.public() == (await known.http.get("/.well-known/jwks.json")).json()
    (stored,) = (await everything_in(known.database))["signing_keys"]
    assert set(stored) == {"_id", "number", "signs_from", "made_at", "nonce", "sealed"}
    with pytest.raises(SealedOtherwise):
        await open_signing_key(known.database, b"x" * 32, known.clock)


COMMANDS = [
    build.create_tenant(tenant_id="tenant-new-01", slug="new"),
    build.grant_role(),
    build.revoke_role(),
    build.register_organisation(),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.wire)
async def test_who_may_not_changes_nothing(known, command):
    before = await everything_in(known.database)
    answers = {
        "nobody": await known.send(command),
        "another audience": await known.send(command, await known.person("registration")),
        "no scope": await known.send(command, await known.operator("entries:read")),
    }
    codes = {who: problem_of(answer) for who, answer in answers.items()}
    assert codes == {
        "nobody": (401, "unauthenticated"),
        "another audience": (401, "unauthenticated"),
        "no scope": (403, "forbidden"),
    }
    after = await everything_in(known.database)
    assert {**after, "sessions": []} == {**before, "sessions": []}


async def test_a_granted_organiser_grants_and_a_revoked_one_does_not(known):
    operator = await known.operator("roles:grant")
    other = build.register_person(person_id=build.OTHER_PERSON, mail="minh@example.vn")
    await known.send(other, "", "command-0002")
    await known.send(build.grant_role(), operator, "command-0003")
    lan = await known.person()
    grant = build.grant_role(person_id=build.OTHER_PERSON, role=build.role("secretary"))
    assert (await known.send(grant, lan, "command-0004")).status_code == 200
    also = build.grant_role(person_id=build.OTHER_PERSON)
    assert (await known.send(also, operator, "command-0007")).status_code == 200
    await known.itself(CountOrganiser(tenant_id=build.TENANT, person_id=build.OTHER_PERSON))
    assert (await known.send(build.revoke_role(), operator, "command-0005")).status_code == 200
    third = build.grant_role(person_id=build.OTHER_PERSON, role=build.role())
    assert problem_of(await known.send(third, lan, "command-0006")) == (403, "forbidden")


async def test_an_address_is_shown_to_be_one_accounts_and_nobody_else_learns_of_it(known):
    again = build.register_person(person_id="person-lan-0002", mail="LAN@Example.vn")
    free = build.register_person(person_id="person-lan-0003", mail="free@example.vn")
    told = [await known.send(one, "", f"command-{one.person_id}") for one in (again, free)]
    assert [(one.status_code, one.json()["seq"]) for one in told] == [(200, 1), (200, 1)]
    vouching = await known.operator("people:vouch")
    taken = await known.send(build.vouch(person_id="person-lan-0002"), vouching, "command-0003")
    assert problem_of(taken) == (409, "accounts.mail_taken")


async def test_one_place_does_not_register_people_for_ever(known):
    def registering(token="", address="10.0.0.1", number="01"):
        shown = {"Techfest-Gateway": gateway_proof(GATEWAY_SECRET), "Techfest-Client-Address": address}
        other = build.register_person(person_id=f"person-new-{number}", mail="lan@example.vn", password=None)
        return known.send(other, token, f"command-00{number}", **shown)

    answers = await asyncio.gather(*(registering() for _ in range(REGISTRATIONS_AT_PLACE.most)))
    assert {answer.status_code for answer in answers} == {200}
    assert problem_of(await registering()) == (429, "accounts.too_many_attempts")
    for free in (registering(address="10.0.0.2"), registering(await known.person(), number="02")):
        assert (await free).status_code == 200


async def test_the_same_person_again_gets_the_same_answer_and_another_body_is_refused(known):
    first = await known.send(build.register_person(), "", "founding-2")
    assert first.json() == {"id": build.PERSON, "seq": 1, "result": None}
    assert (await known.send(build.register_person(), "", "founding-2")).json() == first.json()
    for given in ({"name": "Lê Minh"}, {"password": "một mật khẩu khác"}):
        other = build.register_person(**given)
        assert problem_of(await known.send(other, "", "founding-2")) == (422, "command_id_reused")


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"password": "ngắn"}, ("/password", "too_short")),
        ({"password": 5}, ("/password", "wrong_type")),
        ({"mail": "no address"}, ("/mail", "wrong_format")),
        ({"name": ""}, ("/name", "required")),
    ],
)
async def test_a_person_that_does_not_fit_is_told_where_and_the_password_is_not_echoed(known, given, fault):
    body = {**body_of(build.register_person(person_id="person-new-01", mail="new@example.vn")), **given}
    answer = await known.http.post("/commands/register-person", json=body, headers={"Idempotency-Key": "command-0009"})
    assert problem_of(answer) == (422, "invalid_input")
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [fault]
    assert build.PASSWORD not in answer.text
    assert "ngắn" not in answer.text
