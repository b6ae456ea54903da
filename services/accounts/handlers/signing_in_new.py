"""Making an account: signed in at once, the same whoever has the address, and a mail that says whose it is.

The session is of the new account alone, which knows nothing but what is typed into it. The mail shows that the address
is the person's; where it is another account's already, it says so to nobody but its owner, and joins the two.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.accounts.domain.person import born_of
from services.accounts.handlers.boxes import open_details
from services.accounts.handlers.limits import REGISTRATIONS_AT_PLACE, Limits, place_of
from services.accounts.handlers.signing_in_mail import Asked, MailLinks, Wish
from services.accounts.handlers.signing_in_sessions import Caller, Doorkeeper, FirstStep, SignedIn
from services.accounts.ports import Method, Needs, Session
from shared.auth import ANONYMOUS
from shared.bus.itself import Execute
from shared.contracts.accounts.commands import RegisterPerson
from shared.contracts.accounts.refusals import PersonExists
from shared.errors import NotFound

BORN_FOR = timedelta(hours=1)
"""So long the same command, which only who made the account can send again, signs in again."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A new account, signed in, and what was asked of its mailbox."""

    signed_in: SignedIn
    asked: Asked


class NewAccounts:
    """Makes accounts, and asks for what shows that an address is the person's."""

    def __init__(self, needs: Needs, execute: Execute, mail: MailLinks, doorkeeper: Doorkeeper, limits: Limits) -> None:
        self._needs, self._execute, self._mail = needs, execute, mail
        self._doorkeeper, self._limits = doorkeeper, limits

    async def make(
        self, command: RegisterPerson, command_id: str, next_page: str | None, caller: Caller, now: datetime
    ) -> Begun:
        """The account, and a session in it; the same again gives another session.

        Raises as the command does, `TooManyAttempts`, and `PersonExists` where another command made the account.
        """
        await self._limits.spend([(f"register:{place_of(caller.address)}", REGISTRATIONS_AT_PLACE)], now)
        await self._execute(command, ANONYMOUS, command_id, "", now)
        found = await self._needs.people.read(command.person_id)
        if found is None or found.state.born_of != born_of(command.person_id, command_id):
            raise PersonExists
        if found.state.claimed_at is None or now > found.state.claimed_at + BORN_FOR:
            raise PersonExists
        wish = Wish(command.mail, command.tenant_id, command.language, next_page, new_id=command.person_id)
        asked = await self._mail.begin(wish, caller, now)
        first = FirstStep(command.person_id, command.tenant_id, Method.NEW)
        return Begun(await self._doorkeeper.open(first, caller, now), asked)

    async def confirm(self, own: Session, next_page: str | None, caller: Caller, now: datetime) -> Asked:
        """Another mail to the address of one's own account, for the browser of this session.

        Raises `TooManyAttempts`, and `NotFound` where there is nothing (any more) to confirm.
        """
        found = await self._needs.people.read(own.person_id)
        details = await open_details(found.state, self._needs.vault) if found else None
        if found is None or details is None or found.state.claimed_key is None:
            raise NotFound
        wish = Wish(details.mail, own.tenant_id, found.state.language, next_page, new_id=own.person_id)
        return await self._mail.begin(wish, caller, now)
