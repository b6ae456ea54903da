"""A person's texts in another service, sealed and opened under keys of a real accounts."""

from datetime import timedelta

import httpx
import pytest
from pydantic import SecretStr

from shared.auth import gateway_proof, service_secret
from shared.contracts.accounts.events import PersonErased
from shared.contracts.personal import PersonText
from shared.errors import NotFound, Unavailable
from shared.held_keys import HELD_FOR
from shared.vault import PersonTexts
from tests.accounts.conftest import GATEWAY_SECRET, SERVICES_ROOT
from tests.builders import accounts as build
from tests.builders.edges import bearer, problem_of

pytestmark = pytest.mark.real
NOTE, TEXT = "entry.note", "Hai bạn trong nhóm chuyển việc.\nXin lỗi ban tổ chức."


class CountedWay(httpx.AsyncBaseTransport):
    """The way to accounts, which can be cut."""

    def __init__(self, inner):
        self._inner, self.asked, self.cut = inner, [], False

    async def handle_async_request(self, request):
        if self.cut:
            raise httpx.ConnectError("nobody listens")
        self.asked.append(request.url.path)
        return await self._inner.handle_async_request(request)


class Texts(PersonTexts):
    """As registration has them."""

    def __init__(self, known, way):
        secret = SecretStr(service_secret(SERVICES_ROOT, "registration"))
        super().__init__("http://accounts.test", "registration", secret, known.clock, way)
        self.way = way


@pytest.fixture
async def texts(known):
    found = Texts(known, CountedWay(known.http._transport))
    yield found
    await found.close()


async def test_what_is_sealed_opens_again_and_a_key_is_asked_for_once_a_minute(texts, known):
    note = await texts.seal(build.PERSON, NOTE, TEXT)
    assert note.subject == build.PERSON
    assert await texts.open([note, note], NOTE, await known.person()) == [TEXT, TEXT]
    assert texts.way.asked == ["/token", "/vault/keys"]
    known.clock.at += HELD_FOR
    assert await texts.open([note], NOTE) == [TEXT]
    assert texts.way.asked == ["/token", "/vault/keys", "/vault/keys"]
    known.clock.at += timedelta(minutes=10)
    assert await texts.open([note], NOTE) == [TEXT]
    assert texts.way.asked[3:] == ["/token", "/vault/keys"]


async def test_a_note_moved_to_another_person_or_purpose_does_not_open(texts, known):
    await known.send(build.register_person(person_id=build.OTHER_PERSON, mail="minh@example.vn"), "", "command-0002")
    note = await texts.seal(build.PERSON, NOTE, TEXT)
    moved = PersonText(subject=build.OTHER_PERSON, sealed=note.sealed)
    assert await texts.open([note, moved], "entry.review") == [None, None]
    assert await texts.open([moved, note], NOTE) == [None, TEXT]


async def test_for_who_is_not_there_nothing_is_sealed(texts):
    with pytest.raises(NotFound):
        await texts.seal("person-nobody", NOTE, TEXT)


async def test_while_accounts_is_away_only_held_keys_open(texts, known):
    note = await texts.seal(build.PERSON, NOTE, TEXT)
    texts.way.cut = True
    assert await texts.open([note], NOTE) == [TEXT]
    texts.hear(PersonErased(person_id="person-older-01", tenant_id=build.TENANT, merged=(build.PERSON,)))
    with pytest.raises(Unavailable):
        await texts.open([note], NOTE)
    with pytest.raises(Unavailable):
        await texts.seal(build.PERSON, NOTE, TEXT)


@pytest.mark.parametrize("secret", [None, "wrong"])
async def test_a_service_that_proves_nothing_gets_no_key(known, secret):
    shown = SecretStr(secret) if secret else None
    unknown = PersonTexts("http://accounts.test", "registration", shown, known.clock, known.http._transport)
    with pytest.raises(Unavailable):
        await unknown.seal(build.PERSON, NOTE, TEXT)
    await unknown.close()


async def test_a_viewers_own_tenant_bounds_what_is_opened_for_it(texts, known):
    note = await texts.seal(build.PERSON, NOTE, TEXT)
    known.clock.at += HELD_FOR
    lan, operator = await known.person(), await known.operator("tenants:create")
    await known.send(build.create_tenant(tenant_id=build.OTHER_TENANT, slug="da-nang"), operator)
    la = {"person_id": "person-la-0003", "tenant_id": build.OTHER_TENANT, "mail": "la@example.vn"}
    await known.send(build.register_person(**la), "", "command-0003")
    vouching = await known.operator("people:vouch")
    await known.send(build.vouch(person_id=la["person_id"]), vouching, "command-0004")
    stranger = (await known.sign_in(mail="la@example.vn", tenant_id=build.OTHER_TENANT)).json()["session"]
    viewer = (await known.exchange(stranger, "accounts")).json()["access_token"]
    assert await texts.open([note], NOTE, viewer) == [None]
    with pytest.raises(Unavailable):
        await texts.open([note], NOTE, "no.token.this")
    assert await texts.open([note], NOTE, lan) == [TEXT]


async def ask(known, path, body, token, proof=True):
    shown = {"Techfest-Gateway": gateway_proof(GATEWAY_SECRET)} if proof else {}
    return await known.http.post(f"/vault/{path}", json=body, headers={**bearer(token), **shown})


async def test_only_a_service_with_the_scope_gets_keys(known):
    asked = {"ids": [build.PERSON]}
    for token in (await known.person(), await known.operator("roles:grant")):
        assert problem_of(await ask(known, "keys", asked, token)) == (403, "forbidden")
    assert problem_of(await ask(known, "keys", asked, "")) == (401, "unauthenticated")


async def test_the_gateway_has_notes_opened_for_a_person_and_nobody_else_has(texts, known):
    note = await texts.seal(build.PERSON, NOTE, TEXT)
    sealed = {"subject": build.PERSON, "purpose": NOTE, "sealed": note.sealed}
    lost = {**sealed, "subject": "person-nobody"}
    body = {"texts": [sealed, lost, {**sealed, "purpose": "entry.review"}]}
    lan = await known.person()
    answer = await ask(known, "open", body, lan)
    assert (answer.json(), answer.headers["cache-control"]) == ({"texts": [TEXT, None, None]}, "no-store")
    assert problem_of(await ask(known, "open", body, lan, proof=False)) == (401, "unauthenticated")
    assert problem_of(await ask(known, "open", body, "")) == (401, "unauthenticated")
    assert problem_of(await ask(known, "open", body, await known.operator("entries:read"))) == (403, "forbidden")


async def test_what_accounts_seals_for_itself_is_opened_for_nobody(known):
    (person,) = [p async for p in known.database["people"].find({"_id": build.PERSON})]
    own = {"subject": build.PERSON, "purpose": "person.details", "sealed": person["state"]["details"]}
    assert (await ask(known, "open", {"texts": [own]}, await known.person())).json() == {"texts": [None]}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("keys", {"ids": ["person-lan-0001"] * 101}),
        ("keys", {}),
        ("open", {"texts": [{"subject": "person-lan-0001", "purpose": "Any Thing", "sealed": "x"}]}),
        ("open", {"texts": [{"subject": "person-lan-0001", "purpose": "entry.note", "sealed": "x" * 20_001}]}),
        ("open", {"texts": [{"subject": "person-lan-0001", "purpose": "entry.note", "sealed": "x"}] * 101}),
    ],
)
async def test_what_asks_the_vault_wrongly_is_refused(known, path, body):
    assert problem_of(await ask(known, path, body, await known.person())) == (422, "invalid_input")


async def test_a_viewer_is_believed_by_the_token_that_the_asking_service_was_shown(texts, known):
    note = await texts.seal(build.PERSON, NOTE, TEXT)
    session = await known.session()
    for audience in ("registration", "accounts"):
        known.clock.at += HELD_FOR
        viewer = (await known.exchange(session, audience)).json()["access_token"]
        assert await texts.open([note], NOTE, viewer) == [TEXT]
    known.clock.at += HELD_FOR
    for_another = (await known.exchange(session, "notifications")).json()["access_token"]
    with pytest.raises(Unavailable):
        await texts.open([note], NOTE, for_another)
