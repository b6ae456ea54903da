"""Invitations over memory: sent, shown, accepted once by whose address it is, forgotten."""

from datetime import timedelta

import pytest

from services.accounts.domain.derived import Purpose, link_token
from services.accounts.domain.invitation import ENDS, LASTS, MAIL, vault_name
from services.accounts.domain.members import members_id
from services.accounts.domain.roles import roles_id
from services.accounts.domain.second_factor import SecondFactor, factor_id
from services.accounts.handlers import HEARD, TIMED
from services.accounts.handlers.boxes import open_details
from services.accounts.handlers.invitations import forget_address
from services.accounts.handlers.limits import Limits
from services.accounts.handlers.mailings import invitation_mail
from services.accounts.handlers.signing_in_invited import Coming, InvitedPeople
from services.accounts.handlers.signing_in_sessions import Caller, Doorkeeper, SecondStepNeeded, SignedIn
from shared.auth import service_actor
from shared.bus.messages import Incoming
from shared.bus.ports import Stored
from shared.contracts.accounts import commands
from shared.contracts.accounts import refusals as no
from shared.errors import Forbidden, NotFound, Unauthenticated
from tests.builders import accounts as build
from tests.builders.actors import EVERY_SCOPE, LAN, MINH, NOBODY, ORGANISER, client, person
from tests.fakes.hearing import Hearing
from tests.fakes.services import LINK_KEY, MemoryAccounts, MemoryAttempts, MemorySessions, MemoryTickets

HERE = Caller("10.0.0.1")
TOKEN = link_token(LINK_KEY, Purpose.INVITATION, build.INVITATION)
CANCEL = commands.CancelInvitation(invitation_id=build.INVITATION)
AS_MEMBER = build.role("entrant", organisation_id=build.ORGANISATION)


class Factors:
    """Whose second step is on."""

    def __init__(self):
        self.on = set()

    async def read(self, aggregate_id):
        return Stored(aggregate_id, 1, SecondFactor(aggregate_id, "", "", "on")) if aggregate_id in self.on else None


class Inviting:
    """Accounts with a tenant, an organiser and Lan, and the doors that invitations open."""

    def __init__(self):
        self.accounts = MemoryAccounts()
        self.sessions, self.factors = MemorySessions(), Factors()
        keeper = Doorkeeper(self.sessions, MemoryTickets(), self.factors)
        limits = Limits(MemoryAttempts())
        self.people = InvitedPeople(self.accounts.needs, self.ask, keeper, limits, LINK_KEY)

    async def ask(self, command, command_id, now):
        return await self.accounts.send(command, service_actor("accounts"), command_id)

    async def invite(self, actor=ORGANISER, **given):
        await self.accounts.send(build.invite_person(**given), actor)

    async def accept(self, actor=MINH, token=TOKEN):
        await self.accounts.send(build.accept_invitation(token), actor)

    async def enter(self, token=TOKEN, name="Lê Minh"):
        return await self.people.enter(Coming(token, name), HERE, self.accounts.now)

    async def look(self, token=TOKEN):
        return await self.people.look(token, HERE, self.accounts.now)

    async def state(self):
        return await self.accounts.state("invitation", build.INVITATION)

    def told(self):
        return [t.event for t in self.accounts.stores["invitation"].shelf.told]

    async def hear(self):
        await Hearing(self.accounts, "accounts", HEARD).hear()
        for told in self.accounts.stores["invitation"].shelf.told[1:]:
            await forget_address(Incoming(told.envelope, told.event), self.accounts.needs)

    async def register_minh(self, **given):
        minh = {"person_id": build.OTHER_PERSON, "mail": "minh@example.vn", "name": "Lê Minh", **given}
        await self.accounts.send(build.register_person(**minh), NOBODY)


@pytest.fixture
async def tenant():
    found = Inviting()
    await found.accounts.send(build.create_tenant(), EVERY_SCOPE)
    await found.accounts.send(build.register_person(), NOBODY)
    organiser = build.register_person(person_id=ORGANISER.id, mail="hanh@example.vn", name="Nguyễn Thị Hạnh")
    await found.accounts.send(organiser, NOBODY)
    await found.accounts.send(build.grant_role(person_id=ORGANISER.id), EVERY_SCOPE)
    return found


@pytest.fixture
async def invited(tenant):
    await tenant.invite()
    return tenant


async def test_the_address_is_told_to_nobody_and_sealed_under_a_key_of_its_own(invited):
    (told,) = invited.told()
    assert (told.role, told.invited_by, told.expires_at) == (
        build.role("judge", edition_id="edition-2026"),
        ORGANISER.id,
        invited.accounts.now + LASTS,
    )
    state = await invited.state()
    assert "minh@" not in told.model_dump_json() + repr(state)
    assert await invited.accounts.vault.open(vault_name(build.INVITATION), MAIL, state.sealed_mail) == "minh@example.vn"


async def test_the_same_invitation_again_changes_nothing_and_another_is_refused(invited):
    before = await invited.state()
    await invited.invite(mail="MINH@example.vn")
    assert await invited.state() is before
    for other in ({"mail": "thu@example.vn"}, {"role": build.role("door")}, {"language": "en"}):
        with pytest.raises(no.InvitationExists):
            await invited.invite(**other)


async def test_nobody_is_invited_to_what_isnt_there(tenant):
    with pytest.raises(NotFound):
        await tenant.invite(role=AS_MEMBER)
    with pytest.raises(NotFound):
        await tenant.invite(EVERY_SCOPE, role=build.role("judge", tenant_id=build.OTHER_TENANT))


async def test_who_may_not_invite_makes_no_key(tenant):
    before = dict(tenant.accounts.vault.stored)
    for who in (LAN, MINH, client()):
        with pytest.raises(Forbidden):
            await tenant.invite(who)
    with pytest.raises(Unauthenticated):
        await tenant.invite(NOBODY)
    assert tenant.accounts.vault.stored == before


async def test_who_has_an_account_accepts_and_gets_the_role(invited):
    await invited.register_minh()
    await invited.accept()
    await invited.hear()
    held = await invited.accounts.state("roles", roles_id(build.OTHER_PERSON))
    assert held.roles == (build.role("judge", edition_id="edition-2026"),)
    await invited.accept()
    await invited.hear()
    assert len(invited.told()) == 2


async def test_when_it_ends_nothing_opens_the_address_any_more(invited):
    sealed = (await invited.state()).sealed_mail
    await invited.accounts.send(CANCEL, ORGANISER)
    await invited.hear()
    state = await invited.state()
    assert (state.mail_key, state.sealed_mail, state.ended) == ("", "", True)
    assert await invited.accounts.vault.open(vault_name(build.INVITATION), MAIL, sealed) is None


@pytest.mark.parametrize(
    "token",
    [
        link_token(b"another key", Purpose.INVITATION, build.INVITATION),
        link_token(LINK_KEY, Purpose.SIGN_IN, build.INVITATION),
        link_token(LINK_KEY, Purpose.INVITATION, "invitation-0002"),
        f"{build.INVITATION}.{'A' * 43}",
    ],
    ids=["another key", "another purpose", "another invitation", "made up"],
)
async def test_a_token_that_is_not_this_invitations_opens_nothing(invited, token):
    await invited.register_minh()
    with pytest.raises(no.LinkExpired):
        await invited.accept(token=token)
    for way in (invited.enter, invited.look):
        with pytest.raises(no.LinkExpired):
            await way(token)
    assert invited.sessions.kept == {}


async def test_an_invitation_is_for_whose_address_it_is(invited):
    await invited.register_minh()
    for other in (LAN, person("person-nobody-1")):
        with pytest.raises(no.LinkForAnother):
            await invited.accept(other)
    await invited.accept()
    with pytest.raises(no.LinkUsed):
        await invited.accept(LAN)
    with pytest.raises(no.LinkUsed):
        await invited.enter()


async def test_it_does_not_outlive_the_power_of_who_gave_it(invited):
    await invited.register_minh()
    await invited.accounts.send(build.grant_role(person_id=build.PERSON), EVERY_SCOPE)
    await invited.hear()
    await invited.accounts.send(build.revoke_role(person_id=ORGANISER.id), EVERY_SCOPE)
    with pytest.raises(no.LinkExpired):
        await invited.accept()
    with pytest.raises(no.LinkExpired):
        await invited.enter()
    await invited.accounts.send(build.grant_role(person_id=ORGANISER.id), EVERY_SCOPE)
    await invited.accept()


async def test_after_fourteen_days_it_is_over(invited):
    await invited.register_minh()
    timer = invited.accounts.stores["invitation"].shelf.due[build.INVITATION]
    assert (timer.name, timer.at) == (ENDS, invited.accounts.now + LASTS)
    end = TIMED["invitation", ENDS](build.INVITATION, None)
    await invited.ask(end, "too-early-01", None)
    assert not (await invited.state()).ended
    invited.accounts.now += LASTS
    for way in (invited.accept, invited.enter, invited.look):
        with pytest.raises(no.LinkExpired):
            await way()
    await invited.ask(end, "in-time-0001", None)
    assert invited.told()[-1].expired
    assert invited.accounts.stores["invitation"].shelf.due == {}


async def test_what_was_taken_back_is_over_and_what_was_accepted_is_not_taken_back(invited):
    await invited.register_minh()
    await invited.accept()
    with pytest.raises(no.LinkUsed):
        await invited.accounts.send(CANCEL, ORGANISER)
    await invited.invite(invitation_id="invitation-0002")
    cancel = commands.CancelInvitation(invitation_id="invitation-0002")
    for _ in range(2):
        await invited.accounts.send(cancel, ORGANISER)
    assert [event.expired for event in invited.told()[3:]] == [False]


async def test_who_has_no_account_comes_in_by_name_and_is_there_once(invited):
    shown = await invited.look()
    assert (shown.invited_by, shown.organisation, shown.is_new) == ("Nguyễn Thị Hạnh", None, True)
    with pytest.raises(no.NameNeeded):
        await invited.enter(name=None)
    entered = await invited.enter()
    assert isinstance(entered, SignedIn)
    minh = await invited.accounts.state("person", entered.session.person_id)
    details = await open_details(minh, invited.accounts.vault)
    assert details
    assert (details.name, details.mail, minh.mail_verified) == ("Lê Minh", "minh@example.vn", True)
    await invited.hear()
    held = await invited.accounts.state("roles", roles_id(minh.person_id))
    assert held.roles == (build.role("judge", edition_id="edition-2026"),)
    with pytest.raises(no.LinkUsed):
        await invited.look()


async def test_who_has_an_account_comes_in_with_it(invited):
    await invited.register_minh()
    assert not (await invited.look()).is_new
    entered = await invited.enter(name=None)
    assert entered.session.person_id == build.OTHER_PERSON
    assert (await invited.state()).person_id == build.OTHER_PERSON


async def test_who_made_the_invited_ones_account_beforehand_has_no_part_in_it(invited):
    await invited.register_minh()
    await invited.enter(name=None)
    minh = await invited.accounts.state("person", build.OTHER_PERSON)
    assert (minh.credentials, minh.mail_verified) == (None, True)


async def test_the_second_step_comes_first_and_spends_nothing(invited):
    await invited.register_minh()
    invited.factors.on.add(factor_id(build.OTHER_PERSON))
    assert isinstance(await invited.enter(), SecondStepNeeded)
    assert (await invited.state()).is_open
    assert invited.sessions.kept == {}


async def test_an_administrator_invites_into_the_organisation(tenant):
    await tenant.accounts.send(build.register_organisation(), LAN)
    await tenant.hear()
    await tenant.invite(LAN, role=AS_MEMBER)
    assert (await tenant.look()).organisation == "Nấm Việt"
    entered = await tenant.enter()
    await tenant.hear()
    listed = await tenant.accounts.state("members", members_id(build.ORGANISATION))
    assert [(m.person_id, m.standing) for m in listed.members] == [
        (build.PERSON, "admin"),
        (entered.session.person_id, "member"),
    ]
    assert await tenant.accounts.state("roles", roles_id(entered.session.person_id)) is None


async def test_the_mail_says_where_it_goes_and_the_token_and_only_while_it_holds(invited):
    mail = invitation_mail(invited.accounts.needs, LINK_KEY)
    contents = await mail(build.INVITATION, invited.accounts.now)
    assert (contents.to, contents.token, contents.purpose) == ("minh@example.vn", TOKEN, "invitation")
    with pytest.raises(NotFound):
        await mail("invitation-0002", invited.accounts.now)
    with pytest.raises(NotFound):
        await mail(build.INVITATION, invited.accounts.now + LASTS)
    await invited.enter()
    with pytest.raises(NotFound):
        await mail(build.INVITATION, invited.accounts.now)


async def test_the_client_that_has_invited_gets_the_link_and_nobody_else(invited):
    grantor = client("roles:grant")
    await invited.invite(grantor, invitation_id="invitation-0002", mail="first@example.vn")
    token = await invited.people.token(grantor, "invitation-0002")
    assert token == link_token(LINK_KEY, Purpose.INVITATION, "invitation-0002")
    for who, refusal in ((NOBODY, Unauthenticated), (ORGANISER, Forbidden), (client("entries:read"), Forbidden)):
        with pytest.raises(refusal):
            await invited.people.token(who, "invitation-0002")
    for which in (build.INVITATION, "invitation-0003"):
        with pytest.raises(NotFound):
            await invited.people.token(grantor, which)


async def test_made_up_tokens_are_counted_by_place(invited):
    for _ in range(100):
        with pytest.raises(no.LinkExpired):
            await invited.look("invitation-0001.made-up")
    with pytest.raises(no.TooManyAttempts):
        await invited.look()
    invited.accounts.now += timedelta(minutes=15)
    await invited.look()


async def test_an_invitation_that_bears_a_persons_id_ends_without_the_persons_key(tenant):
    await tenant.accounts.send(build.register_organisation(), LAN)
    await tenant.hear()
    await tenant.invite(LAN, role=AS_MEMBER, invitation_id=ORGANISER.id)
    await tenant.accounts.send(commands.CancelInvitation(invitation_id=ORGANISER.id), LAN)
    await tenant.hear()
    organiser = await tenant.accounts.state("person", ORGANISER.id)
    details = await open_details(organiser, tenant.accounts.vault)
    assert details
    assert details.name == "Nguyễn Thị Hạnh"
