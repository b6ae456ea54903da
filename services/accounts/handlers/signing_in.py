"""Signing in with a password. Nothing in answer or time tells whether an address is known."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.accounts.domain.person import normal_password
from services.accounts.ports import Attempts, Needs, PeopleByMail, Session, Sessions
from shared.contracts.accounts.refusals import TooManyAttempts, WrongCredentials
from shared.ids import new_id

WINDOW = timedelta(minutes=15)
TRIES_PER_MAIL, TRIES_PER_ADDRESS = 10, 200
"""Tries in a window; a hall full of people shares one address. What succeeds clears the mail's."""
SESSION_LASTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session and its token, which is shown this once."""

    token: str
    session: Session


class SigningIn:
    """Opens, finds and ends sessions."""

    def __init__(self, needs: Needs, people: PeopleByMail, sessions: Sessions, attempts: Attempts) -> None:
        self._needs, self._people, self._sessions, self._attempts = needs, people, sessions, attempts

    async def sign_in(self, mail: str, password: str, tenant_id: str | None, address: str, now: datetime) -> SignedIn:
        """A session for whoever has this address and password. Raises `WrongCredentials` or `TooManyAttempts`."""
        key = self._needs.mail_key(mail)
        await self._limit(f"address:{address}", TRIES_PER_ADDRESS, now)
        await self._limit(f"mail:{key}", TRIES_PER_MAIL, now)
        person = await self._people.find(key, tenant_id)
        known_hash = person.box.password_hash if person and person.box else None
        if not await self._needs.passwords.matches(known_hash, normal_password(password)) or person is None:
            raise WrongCredentials
        await self._attempts.forget(f"mail:{key}", now)
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

    async def _limit(self, key: str, tries: int, now: datetime) -> None:
        if await self._attempts.count(key, now) > tries:
            raise TooManyAttempts(minutes=int(WINDOW.total_seconds()) // 60)


def token_hash(token: str) -> str:
    """What is stored of a token: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
