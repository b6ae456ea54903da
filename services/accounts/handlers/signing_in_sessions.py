"""Sessions: opened by whatever has signed in, with the second step before where one is on; listed, and ended."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.accounts.domain.second_factor import SecondFactor, factor_id
from services.accounts.ports import Method, Session, Sessions, Tickets
from shared.bus.ports import Reads
from shared.errors import Unauthenticated
from shared.ids import new_id

SESSION_LASTS = timedelta(days=7)
SECOND_STEP_WITHIN = timedelta(minutes=5)
SEEN_EVERY = timedelta(minutes=1)
SECOND_STEP = "second step"


@dataclass(frozen=True, slots=True)
class Caller:
    """From where somebody tries: the client's address, and what it says it is in words."""

    address: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session and its token, which is shown this once."""

    token: str
    session: Session


@dataclass(frozen=True, slots=True)
class SecondStepNeeded:
    """The first step is done: the token stands for it for five minutes, and opens nothing without a code."""

    token: str
    expires_at: datetime


Entered = SignedIn | SecondStepNeeded


@dataclass(frozen=True, slots=True)
class FirstStep:
    """What a token of the first step stands for."""

    person_id: str
    tenant_id: str
    method: Method
    joins: str = ""
    """The account, begun in the same browser with the same address, that is to be joined with it."""


class Doorkeeper:
    """Opens, finds, lists and ends sessions."""

    def __init__(self, sessions: Sessions, tickets: Tickets, factors: Reads[SecondFactor]) -> None:
        self._sessions, self._tickets, self._factors = sessions, tickets, factors

    async def enter(self, first: FirstStep, caller: Caller, now: datetime) -> Entered:
        """A session, or the second step where the person has one on: there is no way in beside it."""
        if not await self.asks_second_step(first.person_id):
            return await self.open(first, caller, now)
        token, until = new_token(), now + SECOND_STEP_WITHIN
        about = {"person_id": first.person_id, "tenant_id": first.tenant_id, "method": first.method.value}
        about["joins"] = first.joins
        await self._tickets.put(token_hash(token), SECOND_STEP, about, until)
        return SecondStepNeeded(token, until)

    async def asks_second_step(self, person_id: str) -> bool:
        """Whether the person has the second step on."""
        factor = await self._factors.read(factor_id(person_id))
        return factor is not None and factor.state.on

    async def first_step(self, token: str, now: datetime) -> FirstStep:
        """What the token stands for. Raises `Unauthenticated` when it is too old or was used."""
        about = await self._tickets.find(token_hash(token), SECOND_STEP, now)
        if about is None:
            raise Unauthenticated
        return FirstStep(about["person_id"], about["tenant_id"], Method(about["method"]), about.get("joins", ""))

    async def finish(self, token: str, caller: Caller, now: datetime) -> SignedIn:
        """The session after the second step; the token has done. Raises `Unauthenticated`."""
        first = await self.first_step(token, now)
        if await self._tickets.take(token_hash(token), SECOND_STEP, now) is None:
            raise Unauthenticated
        return await self.open(first, caller, now)

    async def open(self, first: FirstStep, caller: Caller, now: datetime) -> SignedIn:
        """A session, with nothing more asked."""
        token = new_token()
        session = Session(
            session_id=new_id(),
            person_id=first.person_id,
            tenant_id=first.tenant_id,
            begun_at=now,
            expires_at=now + SESSION_LASTS,
            seen_at=_minute(now),
            method=first.method,
            device=caller.device,
        )
        await self._sessions.add(token_hash(token), session)
        return SignedIn(token, session)

    async def find(self, token: str, now: datetime) -> Session | None:
        """The session of a token; that it was used is written down, once a minute."""
        hashed = token_hash(token)
        session = await self._sessions.find(hashed, now)
        if session is not None and now - session.seen_at >= SEEN_EVERY:
            await self._sessions.seen(hashed, _minute(now))
        return session

    async def own(self, token: str, now: datetime) -> Session:
        """The session of a token. Raises `Unauthenticated`."""
        session = await self.find(token, now)
        if session is None:
            raise Unauthenticated
        return session

    async def still_open(self, person_id: str, session_id: str, now: datetime) -> None:
        """Raises `Unauthenticated` where the session has ended: a token of it makes no others then."""
        if all(session.session_id != session_id for session in await self._sessions.of(person_id, now)):
            raise Unauthenticated

    async def listed(self, token: str, now: datetime) -> tuple[Session, Sequence[Session]]:
        """This session, and all of its person. Raises `Unauthenticated`."""
        own = await self.own(token, now)
        return own, await self._sessions.of(own.person_id, now)

    async def sign_out(self, token: str) -> None:
        """Ends the session of a token."""
        await self._sessions.end(token_hash(token))

    async def end_one(self, token: str, session_id: str, now: datetime) -> None:
        """Ends one of the own sessions; what is another's, or isn't there, stays as it is. Raises `Unauthenticated`."""
        await self._sessions.end_one((await self.own(token, now)).person_id, session_id)

    async def end_others(self, token: str, now: datetime) -> None:
        """Ends all of the person's sessions but this one. Raises `Unauthenticated`."""
        own = await self.own(token, now)
        await self._sessions.end_all(own.person_id, own.session_id)

    async def end_all(self, person_id: str, but: str | None = None) -> None:
        """Ends a person's sessions, but for the one of this id."""
        await self._sessions.end_all(person_id, but)


def new_token() -> str:
    """256 random bits."""
    return new_id() + new_id()


def token_hash(token: str) -> str:
    """What is stored of a token: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
