"""API clients and personal tokens by their rules: what they may have, how long, and when their secrets are shown."""

from datetime import timedelta

import pytest

from services.accounts.domain.api_client import SHOWN_WITHIN, ShowApiSecret
from services.accounts.domain.derived import api_secret, personal_secret, personal_secret_of
from services.accounts.domain.personal_token import MOST, EndPersonalToken
from services.accounts.handlers.clients import end_tokens
from services.accounts.handlers.erasing import Remains
from services.accounts.handlers.programs import Programs
from shared.auth import Actor, ActorKind, service_actor
from shared.contracts.accounts import commands, refusals
from shared.contracts.accounts.events import PersonErased, PersonMerged
from shared.errors import Forbidden, NotFound, Unauthenticated
from tests.accounts.access_clients import CREATE, REGISTER, REVOKE, ROTATE
from tests.accounts.test_erasing import heard
from tests.builders import accounts as build
from tests.builders.actors import EVERY_SCOPE, LAN, MINH, NOBODY, ORGANISER
from tests.builders.registration import DURING
from tests.fakes.services import MemoryAccounts, MemorySessions

KEY = b"k" * 32
TOKEN = CREATE.model_copy(update={"expires_at": DURING + timedelta(days=30)})


class Known:
    """A service with a tenant and Lan, and what shows secrets there."""

    def __init__(self) -> None:
        self.service = MemoryAccounts()
        stores = self.service.stores
        self.programs = Programs(self.ask, stores["api_client"], stores["personal_token"], KEY)

    async def ask(self, command, command_id, now):
        itself = service_actor("accounts")
        return await self.service.dispatcher.execute(command, itself, command_id, "", now)

    async def send(self, command, actor=ORGANISER):
        return await self.service.send(command, actor)

    def later(self, **span):
        self.service.now += timedelta(**span)

    @property
    def now(self):
        return self.service.now


@pytest.fixture
async def known() -> Known:
    one = Known()
    await one.send(build.create_tenant(), EVERY_SCOPE)
    await one.send(build.register_person(), NOBODY)
    return one


class Nowhere:
    """Who belongs to nothing."""

    async def of(self, person_id):
        return []


async def test_a_client_is_made_once_and_made_again_changes_nothing(known):
    await known.send(REGISTER)
    before = await known.service.state("api_client", "client-0001")
    await known.send(REGISTER)
    assert await known.service.state("api_client", "client-0001") == before
    with pytest.raises(refusals.ClientExists):
        await known.send(REGISTER.model_copy(update={"name": "Tên khác"}))


@pytest.mark.parametrize("taken", [build.PERSON, "operator", "accounts", "notifications"])
async def test_no_client_bears_the_id_of_a_person_or_of_a_program_of_ours(known, taken):
    with pytest.raises(refusals.ClientExists):
        await known.send(REGISTER.model_copy(update={"client_id": taken}))
    assert await known.service.state("api_client", taken) is None


@pytest.mark.parametrize("taken", ["client-0001", "operator", "accounts", "notifications"])
async def test_no_person_bears_the_id_of_a_client_or_of_a_program_of_ours(known, taken):
    await known.send(REGISTER)
    with pytest.raises(refusals.PersonExists):
        await known.send(build.register_person(person_id=taken, mail="other@example.vn"), NOBODY)
    assert await known.service.state("person", taken) is None


@pytest.mark.parametrize("scope", ["tenants:create", "roles:grant", "mail:contents", "vault:keys", "own:read"])
async def test_what_is_the_operators_or_a_persons_no_client_of_a_tenant_is_given(known, scope):
    with pytest.raises(refusals.UnknownScope):
        await known.send(REGISTER.model_copy(update={"scopes": ("entries:read", scope)}))


async def test_a_secret_is_shown_once_to_who_has_made_it(known):
    await known.send(REGISTER)
    secret = await known.programs.show_secret(ORGANISER, "client-0001", known.now)
    assert secret == api_secret(KEY, "client-0001", 0)
    assert (await known.programs.client("client-0001", secret, known.now)).label == "Cổng dữ liệu"
    with pytest.raises(refusals.SecretShown):
        await known.programs.show_secret(ORGANISER, "client-0001", known.now)


async def test_a_secret_is_not_shown_after_a_quarter_of_an_hour(known):
    await known.send(REGISTER)
    known.later(seconds=SHOWN_WITHIN.total_seconds() + 1)
    with pytest.raises(refusals.SecretShown):
        await known.programs.show_secret(ORGANISER, "client-0001", known.now)


@pytest.mark.parametrize(
    ("actor", "refusal"),
    [
        (NOBODY, Unauthenticated),
        (EVERY_SCOPE, Forbidden),
        (LAN, NotFound),
        (Actor(ORGANISER.id, ActorKind.PERSON, frozenset({"own:write"}), build.TENANT), Forbidden),
    ],
)
async def test_a_secret_is_shown_to_nobody_else(known, actor, refusal):
    await known.send(REGISTER)
    with pytest.raises(refusal):
        await known.programs.show_secret(actor, "client-0001", known.now)
    assert await known.programs.show_secret(ORGANISER, "client-0001", known.now)


async def test_the_old_secret_holds_a_day_and_the_one_before_no_longer(known):
    await known.send(REGISTER)
    await known.send(ROTATE)
    known.later(hours=23)
    await known.programs.client("client-0001", api_secret(KEY, "client-0001", 0), known.now)
    await known.programs.client("client-0001", api_secret(KEY, "client-0001", 1), known.now)
    known.later(hours=1)
    await refused_as_wrong(known, api_secret(KEY, "client-0001", 0))
    await known.send(ROTATE)
    await known.send(ROTATE)
    await refused_as_wrong(known, api_secret(KEY, "client-0001", 1))
    await known.programs.client("client-0001", api_secret(KEY, "client-0001", 3), known.now)
    await refused_as_wrong(known, api_secret(KEY, "client-0001", 4))


async def refused_as_wrong(known: Known, secret: str, client_id: str = "client-0001") -> None:
    with pytest.raises(refusals.WrongCredentials):
        await known.programs.client(client_id, secret, known.now)


async def test_a_client_that_has_ended_opens_nothing_and_has_no_new_secret(known):
    await known.send(REGISTER)
    await known.send(REVOKE)
    await known.send(REVOKE)
    await refused_as_wrong(known, api_secret(KEY, "client-0001", 0))
    with pytest.raises(refusals.ClientRevoked):
        await known.send(ROTATE)
    with pytest.raises(NotFound):
        await known.programs.show_secret(ORGANISER, "client-0001", known.now)
    client = Actor("client-0001", ActorKind.CLIENT, frozenset(), build.TENANT)
    with pytest.raises(Unauthenticated):
        await known.programs.check(client, known.now)


async def test_an_unknown_client_and_a_wrong_secret_are_one_answer(known):
    await known.send(REGISTER)
    await refused_as_wrong(known, "tfc_wrong")
    await refused_as_wrong(known, api_secret(KEY, "client-0002", 0), "client-0002")
    await refused_as_wrong(known, "", "no id")


async def test_a_token_acts_as_its_person_within_its_scopes(known):
    await known.send(TOKEN, LAN)
    shown = await known.programs.show_token(LAN, "token-0001", known.now)
    actor, until = await known.programs.person(shown, known.now)
    scopes = frozenset({"own:read"})
    assert actor == Actor(build.PERSON, ActorKind.PERSON, scopes, build.TENANT, token_id="token-0001")
    assert (until, actor.may_read, actor.may_write, actor.in_person) == (TOKEN.expires_at, True, False, False)
    with pytest.raises(refusals.SecretShown):
        await known.programs.show_token(LAN, "token-0001", known.now)


async def test_a_token_is_shown_to_its_person_alone_and_its_name_is_sealed(known):
    await known.send(TOKEN, LAN)
    with pytest.raises(NotFound):
        await known.programs.show_token(MINH, "token-0001", known.now)
    state = await known.service.state("personal_token", "token-0001")
    assert TOKEN.name not in repr(state)
    assert await known.service.vault.open(build.PERSON, "token.label", state.label.sealed) == TOKEN.name


@pytest.mark.parametrize(
    "forged", ["tfp_", "tfp_token-0001", "tfp_token-0001_" + "A" * 43, "tfp_" + "A" * 200, "tfp_é"]
)
async def test_a_token_that_nobody_has_made_is_nobodys(known, forged):
    await known.send(TOKEN, LAN)
    with pytest.raises(Unauthenticated):
        await known.programs.person(forged, known.now)


def test_a_token_names_its_id_whatever_signs_that_has():
    for token_id in ("token-0001", "a_b-c__d_", "0" * 64):
        assert personal_secret_of(KEY, personal_secret(KEY, token_id)) == token_id
    assert personal_secret_of(b"x" * 32, personal_secret(KEY, "token-0001")) is None


async def test_a_token_ends_when_its_time_has_come_and_when_its_person_ends_it(known):
    await known.send(TOKEN, LAN)
    shown = personal_secret(KEY, "token-0001")
    known.later(days=30)
    with pytest.raises(Unauthenticated):
        await known.programs.person(shown, known.now)
    await known.ask(EndPersonalToken(token_id="token-0001"), "timer-0001", known.now)
    assert (await known.service.state("personal_token", "token-0001")).revoked
    again = TOKEN.model_copy(update={"token_id": "token-0002", "expires_at": known.now + timedelta(days=1)})
    await known.send(again, LAN)
    await known.send(commands.RevokePersonalToken(token_id="token-0002"), LAN)
    with pytest.raises(Unauthenticated):
        await known.programs.person(personal_secret(KEY, "token-0002"), known.now)


@pytest.mark.parametrize("days", [-1, 0, 367])
async def test_a_token_lasts_a_year_at_most(known, days):
    with pytest.raises(refusals.TokenTooLong):
        await known.send(TOKEN.model_copy(update={"expires_at": DURING + timedelta(days=days)}), LAN)


@pytest.mark.parametrize("scope", ["entries:read", "tenants:create", "own:everything"])
async def test_a_token_has_a_persons_scopes_alone(known, scope):
    with pytest.raises(refusals.UnknownScope):
        await known.send(TOKEN.model_copy(update={"scopes": (scope,)}), LAN)


async def test_a_person_has_twenty_tokens_at_most(known):
    made = [TOKEN.model_copy(update={"token_id": f"token-{n:04}"}) for n in range(MOST + 1)]
    for command in made[:MOST]:
        await known.send(command, LAN)
    with pytest.raises(refusals.TooManyTokens):
        await known.send(made[MOST], LAN)
    await known.send(commands.RevokePersonalToken(token_id="token-0007"), LAN)
    await known.send(made[MOST], LAN)


async def test_no_token_of_a_person_who_is_erased_or_merged_holds(known):
    for event in (
        PersonErased(person_id=build.PERSON, tenant_id=build.TENANT),
        PersonMerged(person_id=build.PERSON, tenant_id=build.TENANT, into_id=build.OTHER_PERSON),
    ):
        token_id = f"token-{event.wire.split('_')[-1]}"
        await known.send(TOKEN.model_copy(update={"token_id": token_id}), LAN)

        async def send(command, command_id, _):
            return await known.ask(command, command_id, known.now)

        gone = Remains(known.service.vault, MemorySessions(), Nowhere(), known.service.needs.tokens_of, send)
        await end_tokens(heard(event), gone)
        await end_tokens(heard(event), gone)
        with pytest.raises(Unauthenticated):
            await known.programs.person(personal_secret(KEY, token_id), known.now)


async def test_nothing_secret_lies_in_what_is_kept_or_answered(known):
    await known.send(REGISTER)
    answer = await known.ask(ShowApiSecret(client_id="client-0001", asked_by=ORGANISER.id), "show-0001", known.now)
    assert answer.result == {"rotation": 0}
    secret = api_secret(KEY, "client-0001", 0).removeprefix("tfc_")
    assert secret not in repr(await known.service.state("api_client", "client-0001"))
    assert secret not in repr(known.service.told())
