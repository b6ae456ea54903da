"""A person is erased: a request's due time does it, and nothing that hangs on the person stays."""

from collections.abc import Iterable
from contextlib import suppress

import pytest

from services.accounts.domain import erasure
from services.accounts.domain.consent import consent_id
from services.accounts.domain.erasure import ForgetRoles, PutOut
from services.accounts.domain.members import Members, members_id
from services.accounts.domain.roles import roles_id
from services.accounts.domain.tenant import CountOrganiser
from services.accounts.handlers import TIMED
from services.accounts.handlers.erasing import Remains, clear, roles_of_gone, what_was_asked
from services.accounts.handlers.nouns import DATA_REQUEST
from shared.auth import service_actor
from shared.bus.messages import Incoming
from shared.bus.nouns import Answer, Timer
from shared.contracts.accounts import commands
from shared.contracts.accounts.events import DataRequestClosed, MembershipChanged, PersonErased
from shared.contracts.accounts.refusals import LastOrganiser, RequestOpen
from shared.contracts.accounts.values import DataRequestKind, DataRequestStatus, Member, Purpose, Standing
from shared.contracts.commands import Command
from shared.contracts.envelope import Envelope
from shared.contracts.events import Told
from shared.errors import NotFound
from tests.builders import accounts as build
from tests.builders.actors import EVERY_SCOPE, LAN, NOBODY, ORGANISER
from tests.builders.contexts import context
from tests.builders.registration import DURING
from tests.fakes.services import MemoryAccounts

SERVICE = service_actor("accounts")


def members(*listed: tuple[str, str]) -> Members:
    known = tuple(Member(person_id=person, standing=Standing(standing)) for person, standing in listed)
    return Members(members_id(build.ORGANISATION), build.ORGANISATION, build.TENANT, known)


def put_out(listed: Members) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    command = PutOut(organisation_id=build.ORGANISATION, person_id=build.PERSON)
    told = erasure.put_out(listed, command, context())
    assert all(isinstance(event, MembershipChanged) for event in told)
    return [(e.person_id, tuple((m.person_id, m.standing.value) for m in e.members)) for e in told]  # type: ignore[attr-defined]


def test_the_first_member_leads_after_the_last_administrator():
    left = members((build.PERSON, "admin"), ("person-asks-01", "asked"), (build.OTHER_PERSON, "member"))
    assert put_out(left) == [
        (build.PERSON, (("person-asks-01", "asked"), (build.OTHER_PERSON, "member"))),
        (build.OTHER_PERSON, (("person-asks-01", "asked"), (build.OTHER_PERSON, "admin"))),
    ]


def test_nobody_is_lifted_where_somebody_leads_or_nobody_is_left():
    led = members((build.PERSON, "admin"), (build.OTHER_PERSON, "admin"))
    assert put_out(led) == [(build.PERSON, ((build.OTHER_PERSON, "admin"),))]
    assert put_out(members((build.PERSON, "admin"))) == [(build.PERSON, ())]
    assert put_out(members((build.OTHER_PERSON, "admin"))) == []


def test_every_role_is_revoked_one_after_the_other():
    held = build.roles(build.role(), build.role("judge", award_id="award-0001"))
    told = erasure.forget_roles(held, ForgetRoles(person_id=build.PERSON), context())
    assert [len(event.roles) for event in told] == [1, 0]  # type: ignore[attr-defined]
    assert erasure.forget_roles(None, ForgetRoles(person_id=build.PERSON), context()) == ()


@pytest.fixture
async def accounts():
    """With a tenant that two people organise, one of whom leads an organisation."""
    service = MemoryAccounts()
    await service.send(build.create_tenant(), EVERY_SCOPE)
    for person_id, mail in ((build.PERSON, "lan@example.vn"), (build.OTHER_PERSON, "minh@example.vn")):
        await service.send(build.register_person(person_id=person_id, mail=mail), NOBODY)
        await service.send(build.grant_role(person_id=person_id), EVERY_SCOPE)
        await service.send(CountOrganiser(tenant_id=build.TENANT, person_id=person_id), SERVICE)
    return service


def asks(kind: str = "erasure", person_id: str = build.PERSON) -> commands.AskAboutData:
    return commands.AskAboutData(request_id=f"request-{kind}", person_id=person_id, kind=DataRequestKind(kind))


def heard(event: Told) -> Incoming:
    told = Envelope(event.wire, event.version, "/accounts/any", "any", 1, DURING, build.TENANT)
    return Incoming(told, event)


async def react(service: MemoryAccounts, event: Told) -> None:
    """As the worker does, but for what no aggregate is."""
    for command in (*what_was_asked(heard(event)), *roles_of_gone(heard(event))):
        with suppress(NotFound):
            await service.send(command, SERVICE)


async def test_a_request_erases_by_itself_when_its_answer_is_due(accounts):
    await accounts.send(asks(), LAN)
    request = await accounts.state("data_request", "request-erasure")
    assert DATA_REQUEST.due(request) == Timer(request.answer_due, "answer")
    accounts.now = request.answer_due
    await accounts.send(TIMED[("data_request", "answer")]("request-erasure", request), SERVICE)
    assert DATA_REQUEST.due(await accounts.state("data_request", "request-erasure")) is None
    await react(accounts, next(e for e in accounts.told() if isinstance(e, DataRequestClosed)))
    lan = await accounts.state("person", build.PERSON)
    assert (lan.erased, lan.details, lan.credentials, lan.mail_keys) == (True, None, None, ())
    await react(accounts, next(e for e in accounts.told() if isinstance(e, PersonErased)))
    assert (await accounts.state("roles", roles_id(build.PERSON))).roles == ()


async def test_the_last_organiser_is_asked_to_hand_over_first(accounts):
    await accounts.send(build.revoke_role(person_id=build.OTHER_PERSON), EVERY_SCOPE)
    with pytest.raises(LastOrganiser):
        await accounts.send(asks(), LAN)
    await accounts.send(asks("export"), LAN)


async def test_nobody_asks_twice_while_a_request_is_open(accounts):
    await accounts.send(asks(), LAN)
    again = asks().model_copy(update={"request_id": "request-again"})
    with pytest.raises(RequestOpen):
        await accounts.send(again, LAN)
    await accounts.send(commands.CancelDataRequest(request_id="request-erasure"), LAN)
    await accounts.send(again, LAN)


async def test_a_restriction_takes_all_consent_back(accounts):
    for purpose in (Purpose.NEWS, Purpose.PHOTOS):
        await accounts.send(commands.GiveConsent(person_id=build.PERSON, purpose=purpose, text_version=1), LAN)
    await accounts.send(asks("restriction"), LAN)
    await accounts.send(commands.AnswerDataRequest(request_id="request-restriction", done=True), ORGANISER)
    closed = next(event for event in accounts.told() if isinstance(event, DataRequestClosed))
    assert closed.status is DataRequestStatus.DONE
    await react(accounts, closed)
    for purpose in (Purpose.NEWS, Purpose.PHOTOS):
        assert (await accounts.state("consent", consent_id(build.PERSON, purpose))).withdrawn_at == DURING


async def test_a_refused_request_erases_nobody_and_its_reason_is_sealed(accounts):
    await accounts.send(asks(), LAN)
    refuse = commands.AnswerDataRequest(request_id="request-erasure", done=False, reason="Đang có tranh chấp")
    await accounts.send(refuse, ORGANISER)
    request = await accounts.state("data_request", "request-erasure")
    assert await accounts.vault.open(build.PERSON, "data_request.reason", request.reason) == "Đang có tranh chấp"
    await react(accounts, next(e for e in accounts.told() if isinstance(e, DataRequestClosed)))
    assert not (await accounts.state("person", build.PERSON)).erased


class Gone:
    """Remembers whose sessions and keys were done away with, in order."""

    def __init__(self) -> None:
        self.done: list[tuple[str, str]] = []

    async def end_all(self, person_id: str, but: str | None = None) -> None:
        self.done.append(("sessions", person_id))

    async def destroy(self, person_ids: Iterable[str]) -> None:
        self.done += [("key", person_id) for person_id in person_ids]

    async def of(self, person_id: str) -> list[str]:
        return [build.ORGANISATION] if person_id == build.PERSON else []

    async def send(self, command: Command, command_id: str, traceparent: str) -> Answer:
        self.done.append((command.wire, command.aggregate_id))
        return Answer(command.aggregate_id, 0)


async def test_keys_go_last_and_those_of_joined_accounts_too():
    gone = Gone()
    event = PersonErased(person_id=build.PERSON, tenant_id=build.TENANT, merged=(build.OTHER_PERSON,))
    await clear(heard(event), Remains(gone, gone, gone, gone, gone.send))  # type: ignore[arg-type]
    assert gone.done == [
        ("sessions", build.PERSON),
        ("accounts.put_out", build.ORGANISATION),
        ("sessions", build.OTHER_PERSON),
        ("key", build.PERSON),
        ("key", build.OTHER_PERSON),
    ]
