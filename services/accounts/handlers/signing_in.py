"""Signing in with a password. Nothing in answer or time tells whether an address is known."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.accounts.domain.person import Person, normal_password
from services.accounts.handlers.boxes import open_credentials
from services.accounts.handlers.limits import Limit, Limits, place_of
from services.accounts.ports import Needs, Session, Sessions
from shared.contracts.accounts.refusals import WrongCredentials
from shared.errors import FieldFault, InvalidInput, Unavailable
from shared.ids import new_id

AT_PLACE = Limit(1_000, timedelta(minutes=15))
"""Wrong tries of one client address for whatever mail addresses. A hall full of people shares one; behind a proxy that
the gateway doesn't see through all visitors do, so it only slows down who tries very many."""
OF_MAIL_AT_PLACE = Limit(10, timedelta(minutes=15))
"""Wrong tries of one client address for one mail address."""
OF_MAIL = Limit(20, timedelta(minutes=2))
"""Wrong tries for one mail address, wherever they come from. Short, as others' tries must not lock a person out."""
MOST_ACCOUNTS = 4
"""Accounts of one mail address, at several tenants, that a password is tried at where no tenant is named."""
SESSION_LASTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session and its token, which is shown this once."""

    token: str
    session: Session


class SigningIn:
    """Opens, finds and ends sessions."""

    def __init__(self, needs: Needs, sessions: Sessions, limits: Limits) -> None:
        self._needs, self._sessions, self._limits = needs, sessions, limits

    async def sign_in(self, mail: str, password: str, tenant_id: str | None, address: str, now: datetime) -> SignedIn:
        """A session for whoever has this mail address and password; `address` is the client's.

        Only what fails is counted. Raises `WrongCredentials` or `TooManyAttempts`, and `InvalidInput` where a tenant
        must be named because the password is right at several.
        """
        key, place = self._needs.mail_key(mail), place_of(address)
        of_place = [(f"address:{place}", AT_PLACE)]
        of_mail = [(f"mail:{key}:{place}", OF_MAIL_AT_PLACE), (f"mail:{key}", OF_MAIL)]
        await self._limits.spend(of_place + of_mail, now)
        try:
            fits = await self._fitting(key, normal_password(password), tenant_id)
        except Unavailable:
            await self._limits.give_back(of_place + of_mail, now)
            raise
        if not fits:
            raise WrongCredentials
        await self._limits.give_back(of_place, now)
        await self._limits.forget(of_mail, now)
        if len(fits) > 1:
            raise InvalidInput((FieldFault(("tenant_id",), "required"),))
        return await self._opened(fits[0], now)

    async def _fitting(self, mail_key: str, password: str, tenant_id: str | None) -> list[Person]:
        """Those of the mail address whose password it is. The work is the same however many there are."""
        most = 1 if tenant_id else MOST_ACCOUNTS
        found = await self._needs.by_mail.find(mail_key, tenant_id, most + 1)
        tried: Sequence[Person | None] = [*found, *[None] * most][:most]
        fits = [p for p in tried if await self._is_of(p, password) and p]
        return fits if len(found) <= most else []

    async def _is_of(self, person: Person | None, password: str) -> bool:
        known = await open_credentials(person, self._needs.vault) if person else None
        return await self._needs.passwords.matches(known.password_hash if known else None, password)

    async def _opened(self, person: Person, now: datetime) -> SignedIn:
        session = Session(person.person_id, person.tenant_id, now + SESSION_LASTS)
        token = new_id() + new_id()
        await self._sessions.add(token_hash(token), session)
        return SignedIn(token, session)

    async def find(self, token: str, now: datetime) -> Session | None:
        """The session of a token."""
        return await self._sessions.find(token_hash(token), now)

    async def sign_out(self, token: str) -> None:
        """Ends the session of a token."""
        await self._sessions.end(token_hash(token))


def token_hash(token: str) -> str:
    """What is stored of a token: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
