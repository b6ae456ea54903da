"""A command comes to its aggregate only if access says so, with the state at hand."""

from datetime import UTC, datetime

import pytest

from services.accounts.domain import tenant
from shared.auth import ANONYMOUS, Actor, ActorKind, service_actor
from shared.bus.dispatch import Dispatcher, Handler, PreparedHandler, Verdict, digest_of, only_itself
from shared.bus.nouns import Noun
from shared.contracts.accounts.commands import CreateTenant
from shared.errors import CommandIdReused, Forbidden, InvalidCommandId, NotFound, Unauthenticated
from tests.builders.accounts import PASSWORD, TENANT, create_tenant, register_person, text
from tests.fakes.memory_aggregates import MemoryAggregates

NOW = datetime(2026, 10, 1, tzinfo=UTC)
LAN = Actor("lan-00001", ActorKind.PERSON)
NOUN = Noun("tenant", "tenants", tenant.Tenant, tenant.apply, tenant.places, tenant.snapshot)


class Desk:
    """A dispatcher over one noun, whose access says what it is told to."""

    def __init__(self, verdict=Verdict.YES, handler=None, needs=None):
        self.verdict, self.asked = verdict, []
        self.store = MemoryAggregates(NOUN)
        row = handler or Handler(CreateTenant, NOUN, tenant.create, answer=lambda t: {"slug": t.slug})
        self.dispatcher = Dispatcher([row], {CreateTenant: self.may}, {"tenant": self.store}, needs)

    def may(self, actor, command, state, found):
        self.asked.append((actor, state, found))
        return self.verdict

    async def send(self, actor=LAN, command_id="command-1", **given):
        return await self.dispatcher.execute(create_tenant(**given), actor, command_id, "00-trace", NOW)


async def test_a_command_is_decided_saved_and_answered():
    desk = Desk()
    answer = await desk.send()
    assert (answer.id, answer.seq, answer.result) == (TENANT, 1, {"slug": "bac-ninh"})
    (told,) = desk.store.shelf.told
    assert (told.envelope.actor_id, told.envelope.causation_id, told.envelope.traceparent) == (
        "lan-00001",
        "command-1",
        "00-trace",
    )


@pytest.mark.parametrize(
    ("verdict", "actor", "refusal"),
    [
        (Verdict.NO, LAN, Forbidden),
        (Verdict.UNSEEN, LAN, NotFound),
        (Verdict.NO, ANONYMOUS, Unauthenticated),
        (Verdict.UNSEEN, ANONYMOUS, Unauthenticated),
    ],
)
async def test_what_access_does_not_allow_changes_nothing(verdict, actor, refusal):
    desk = Desk(verdict)
    with pytest.raises(refusal):
        await desk.send(actor)
    assert desk.store.shelf.known == {}


async def test_access_is_asked_with_the_state_that_is_decided_on():
    desk = Desk()
    await desk.send()
    await desk.send(command_id="command-2")
    assert [state and state.tenant_id for _, state, _ in desk.asked] == [None, TENANT]


async def test_the_same_command_again_gives_the_same_answer():
    desk = Desk()
    assert await desk.send() == await desk.send()
    assert len(desk.store.shelf.told) == 1


async def test_a_command_id_is_bound_to_body_and_sender():
    desk = Desk()
    await desk.send()
    with pytest.raises(CommandIdReused):
        await desk.send(name=text("Đà Nẵng"))
    with pytest.raises(CommandIdReused):
        await desk.send(Actor("minh-0001", ActorKind.PERSON))


@pytest.mark.parametrize("command_id", ["", "short", "a.b.c.d.e.f", "x" * 65, "bảy-chữ-số"])
async def test_a_malformed_command_id_is_refused(command_id):
    desk = Desk()
    with pytest.raises(InvalidCommandId):
        await desk.send(command_id=command_id)


async def test_a_row_may_find_more_for_its_rule():
    async def prepare(command, actor, needs):
        return needs + actor.id

    def decide(state, command, context, found):
        assert found == "needs-lan-00001"
        return tenant.create(state, command, context)

    desk = Desk(handler=PreparedHandler(CreateTenant, NOUN, decide, prepare), needs="needs-")
    await desk.send()
    assert [found for *_, found in desk.asked] == ["needs-lan-00001"]


ONE, OTHER = register_person(password=PASSWORD), register_person(password="một mật khẩu khác")


def test_no_secret_enters_a_digest_without_a_key():
    assert digest_of(ONE, LAN) == digest_of(OTHER, LAN)


def test_with_a_key_another_secret_is_another_body():
    assert digest_of(ONE, LAN, b"key") == digest_of(ONE.model_copy(), LAN, b"key")
    assert len({digest_of(ONE, LAN, b"key"), digest_of(OTHER, LAN, b"key"), digest_of(ONE, LAN, b"other")}) == 3


def test_nobody_without_the_key_can_try_what_a_command_said():
    assert digest_of(create_tenant(), LAN, b"key") != digest_of(create_tenant(), LAN)
    assert digest_of(create_tenant(), LAN, b"key") != digest_of(create_tenant(), LAN, b"other")
    assert digest_of(create_tenant(), LAN, b"key") == digest_of(create_tenant(), LAN, b"key")


@pytest.mark.parametrize(
    ("actor", "verdict"),
    [
        (service_actor("halls"), Verdict.YES),
        (service_actor("doors"), Verdict.NO),
        (Actor("halls", ActorKind.CLIENT), Verdict.NO),
        (Actor("halls", ActorKind.PERSON), Verdict.NO),
        (ANONYMOUS, Verdict.NO),
    ],
)
def test_what_a_service_asks_of_itself_nobody_else_may(actor, verdict):
    assert only_itself("halls")(actor, create_tenant(), None, None) is verdict


async def test_a_row_without_access_or_store_stops_the_start():
    with pytest.raises(KeyError):
        Dispatcher([Handler(CreateTenant, NOUN, tenant.create)], {}, {"tenant": MemoryAggregates(NOUN)})
    with pytest.raises(KeyError):
        Dispatcher([Handler(CreateTenant, NOUN, tenant.create)], {CreateTenant: lambda *_: Verdict.YES}, {})
