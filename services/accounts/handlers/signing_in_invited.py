"""Coming in by an invitation: what it is shows before anything is pressed; one press makes the account and accepts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.accounts.domain.derived import Purpose, derived, link_token
from services.accounts.domain.invitation import MAIL, AcceptAsInvited, Invitation, as_admin, is_membership, vault_name
from services.accounts.domain.invited import RegisterInvited
from services.accounts.domain.person import Person
from services.accounts.domain.sealed import Details
from services.accounts.handlers.boxes import open_details, seal_details
from services.accounts.handlers.confirming import Ask, confirm_mail, reached_at
from services.accounts.handlers.limits import Limit, Limits, place_of
from services.accounts.handlers.signing_in_sessions import Caller, Doorkeeper, Entered, FirstStep, SignedIn
from services.accounts.ports import Method, Needs
from shared.auth import Actor
from shared.contracts.accounts.refusals import LinkExpired, LinkUsed, NameNeeded
from shared.contracts.accounts.roles import Role
from shared.errors import Forbidden, NotFound, Refusal, Unauthenticated
from shared.ids import new_id

WRONG_AT_PLACE = Limit(100, timedelta(minutes=15))
"""Tokens tried from one client address that are none."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page says of an invitation before it is accepted."""

    invitation_id: str
    tenant_id: str
    role: Role
    invited_by: str | None
    """What the one who invites is called; None for a program, and for who is erased."""
    organisation: str | None
    admin: bool
    expires_at: datetime
    is_new: bool
    """Whether the address has no account yet, so that a name is needed."""


@dataclass(frozen=True, slots=True)
class Coming:
    """Who comes in by an invitation."""

    token: str
    name: str | None = None
    language: str = "vi"


class InvitedPeople:
    """Shows an invitation to who has its token, and lets them in by it."""

    def __init__(self, needs: Needs, ask: Ask, doorkeeper: Doorkeeper, limits: Limits, key: bytes) -> None:
        """`key` is what tokens, and the ids of new people, are derived from."""
        self._needs, self._ask, self._doorkeeper, self._limits, self._key = needs, ask, doorkeeper, limits, key

    async def look(self, token: str, caller: Caller, now: datetime) -> Shown:
        """What it is. Raises `LinkExpired`, `LinkUsed`, `TooManyAttempts`; it changes nothing."""
        found = await self._found(token, caller, now)
        person = await self._person(found)
        return Shown(
            invitation_id=found.invitation_id,
            tenant_id=found.tenant_id,
            role=found.role,
            invited_by=await self._inviter(found.invited_by),
            organisation=await self._organisation(found.role.organisation_id),
            admin=is_membership(found.role) and as_admin(found.role),
            expires_at=found.expires_at,
            is_new=person is None,
        )

    async def enter(self, coming: Coming, caller: Caller, now: datetime) -> Entered:
        """A session of whose address it is, the account made where there is none; the invitation is accepted.

        Where the account has a second step, that comes first, and the invitation stays as it is. Raises as `look`,
        and `NameNeeded`, which spends nothing.
        """
        found = await self._found(coming.token, caller, now)
        person = await self._person(found)
        person_id = person.person_id if person else await self._registered(found, coming, now)
        await confirm_mail(person_id, found.mail_key, self._needs, self._ask, self._doorkeeper, now)
        entered = await self._doorkeeper.enter(FirstStep(person_id, found.tenant_id, Method.LINK), caller, now)
        if isinstance(entered, SignedIn):
            await self._accept(found, person_id, entered, now)
        return entered

    async def _accept(self, found: Invitation, person_id: str, entered: SignedIn, now: datetime) -> None:
        """A session that came of an invitation which another press has just spent is none."""
        try:
            await self._ask(AcceptAsInvited(invitation_id=found.invitation_id, person_id=person_id), new_id(), now)
        except Refusal:
            await self._doorkeeper.sign_out(entered.token)
            raise

    async def token(self, actor: Actor, invitation_id: str) -> str:
        """The token, for the client that has invited, to be handed over in another way than by mail.

        Raises `Unauthenticated`, `Forbidden`, `NotFound`.
        """
        if not actor.signed_in:
            raise Unauthenticated
        if not actor.has_scope("roles:grant"):
            raise Forbidden
        known = await self._needs.invitations.read(invitation_id)
        if known is None or known.state.invited_by != actor.id or not known.state.is_open:
            raise NotFound
        return link_token(self._key, Purpose.INVITATION, invitation_id)

    async def _found(self, token: str, caller: Caller, now: datetime) -> Invitation:
        tries = [(f"invited:{place_of(caller.address)}", WRONG_AT_PLACE)]
        await self._limits.spend(tries, now)
        invitation_id = self._needs.invitation_of(token)
        known = await self._needs.invitations.read(invitation_id) if invitation_id else None
        if known is None:
            raise LinkExpired
        await self._limits.give_back(tries, now)
        if known.state.person_id is not None:
            raise LinkUsed
        if known.state.ended or now >= known.state.expires_at:
            raise LinkExpired
        return known.state

    async def _person(self, found: Invitation) -> Person | None:
        return await reached_at(found.mail_key, found.tenant_id, self._needs)

    async def _registered(self, found: Invitation, coming: Coming, now: datetime) -> str:
        """The person; made before the invitation is spent, so that a crash between leaves it good."""
        if coming.name is None:
            raise NameNeeded
        mail = await self._needs.vault.open(vault_name(found.invitation_id), MAIL, found.sealed_mail)
        if mail is None:
            raise LinkExpired
        person_id = derived(self._key, "invited", found.invitation_id).hex()[:32]
        register = RegisterInvited(
            person_id=person_id,
            tenant_id=found.tenant_id,
            mail_key=found.mail_key,
            domain_key=self._needs.domain_key(mail),
            details=await seal_details(person_id, Details(coming.name, mail), self._needs.vault),
            language=coming.language,
        )
        await self._ask(register, new_id(), now)
        return person_id

    async def _inviter(self, person_id: str) -> str | None:
        person = await self._needs.people.read(person_id)
        details = await open_details(person.state, self._needs.vault) if person else None
        return details.name if details else None

    async def _organisation(self, organisation_id: str | None) -> str | None:
        found = await self._needs.organisations.read(organisation_id) if organisation_id else None
        return found.state.name if found else None
