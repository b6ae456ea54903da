"""The second step: set up with an authenticator app, asked for at each signing in, switched off with a code."""

import base64
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp

from services.accounts.domain import second_factor
from services.accounts.domain.derived import derived
from services.accounts.domain.second_factor import (
    RECOVERY_CODES,
    BeginSecondFactor,
    ConfirmSecondFactor,
    EndSecondFactor,
    SecondFactor,
    UseSecondFactor,
    factor_id,
)
from services.accounts.domain.slip import ALPHABET
from services.accounts.handlers.confirming import Ask, join_begun
from services.accounts.handlers.limits import Limit, Limits
from services.accounts.handlers.nouns import SECOND_FACTOR
from services.accounts.handlers.signing_in_sessions import Caller, Doorkeeper, SignedIn
from services.accounts.ports import Needs, Session
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, Handler, PreparedHandler
from shared.bus.ports import Reads
from shared.contracts.accounts.refusals import SecondFactorOff, WrongCode
from shared.errors import Refusal
from shared.ids import new_id

SECRET_BYTES = 20
"""As RFC 4226 recommends."""
STEP_SECONDS = 30
STEPS_AROUND = (0, -1, 1)
"""A clock may be half a minute off, or a code be typed as it changes."""
RECOVERY_LENGTH = 10
OF_PERSON = Limit(10, timedelta(minutes=15))
"""Wrong codes of one person."""
OF_PERSON_IN_A_DAY = Limit(50, timedelta(hours=24))
"""So that in a day nobody is right by chance more often than once in six thousand."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What an authenticator app is given, once."""

    secret: str
    uri: str


class SecondStep:
    """Sets the second step up, and asks for it."""

    def __init__(
        self, ask: Ask, factors: Reads[SecondFactor], doorkeeper: Doorkeeper, limits: Limits, key: bytes, issuer: str
    ) -> None:
        """`key` is what secrets and recovery codes are derived from; `issuer` is what the app calls us."""
        self._ask, self._factors, self._doorkeeper = ask, factors, doorkeeper
        self._limits, self._key, self._issuer = limits, key, issuer

    async def state(self, session: Session) -> SecondFactor | None:
        """How it stands for a person."""
        found = await self._factors.read(factor_id(session.person_id))
        return found.state if found else None

    async def described(self, session: Session) -> dict[str, object]:
        """Whether it is on, and how many recovery codes are left."""
        state = await self.state(session)
        on = state is not None and state.on
        return {"on": on, "recovery_left": RECOVERY_CODES - len(state.recovery_used) if state and on else 0}

    async def begin(self, session: Session, account: str, now: datetime) -> Shown:
        """A new secret, to be confirmed; `account` is what the app shows beside it.

        Raises `SecondFactorOn`, `MailUnproven`.
        """
        generation, own = new_id(), factor_id(session.person_id)
        begin = BeginSecondFactor(
            factor_id=own, person_id=session.person_id, tenant_id=session.tenant_id, generation=generation
        )
        await self._ask(begin, generation, now)
        secret = secret_of(self._key, own, generation)
        return Shown(secret, pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=self._issuer))

    async def confirm(self, session: Session, code: str, now: datetime) -> tuple[str, ...]:
        """On, and its recovery codes, which are shown this once. Raises `SecondFactorOff`, `WrongCode`."""
        state = await self.state(session)
        if state is None or state.begun is None:
            raise SecondFactorOff
        begun, step = state.begun, self._step(state.factor_id, state.begun, code, now)
        confirm = ConfirmSecondFactor(factor_id=state.factor_id, generation=begun, step=step)
        await self._limited(session.person_id, lambda: self._ask(confirm, new_id(), now), now)
        return tuple(recovery_code(self._key, state.factor_id, begun, n) for n in range(RECOVERY_CODES))

    async def switch_off(self, session: Session, code: str, now: datetime) -> None:
        """Off, by a code of either kind. Raises `SecondFactorOff`, `WrongCode`, `TooManyAttempts`."""
        await self._use(session.person_id, code, True, now)

    async def enter(self, token: str, code: str, caller: Caller, now: datetime) -> SignedIn:
        """The session, after the first step's token and a code. Raises `Unauthenticated`, `WrongCode`."""
        first = await self._doorkeeper.first_step(token, now)
        await self._use(first.person_id, code, False, now)
        signed = await self._doorkeeper.finish(token, caller, now)
        if first.joins:
            await join_begun(first.joins, first.person_id, self._ask, now)
        return signed

    async def _use(self, person_id: str, code: str, switch_off: bool, now: datetime) -> None:
        found = await self._factors.read(factor_id(person_id))
        if found is None or found.state.generation is None:
            raise SecondFactorOff
        own, generation = found.state.factor_id, found.state.generation
        use = UseSecondFactor(
            factor_id=own,
            generation=generation,
            step=self._step(own, generation, code, now),
            recovery=self._recovery(own, generation, code),
            switch_off=switch_off,
        )
        await self._limited(person_id, lambda: self._ask(use, new_id(), now), now)

    async def _limited(self, person_id: str, work: Callable[[], Awaitable[object]], now: datetime) -> None:
        """Counts what is a wrong code, and nothing else."""
        tries = [(f"second:{person_id}", OF_PERSON), (f"second-day:{person_id}", OF_PERSON_IN_A_DAY)]
        await self._limits.spend(tries, now)
        try:
            await work()
        except WrongCode:
            raise
        except Refusal:
            await self._limits.give_back(tries, now)
            raise
        await self._limits.give_back(tries, now)

    def _step(self, own: str, generation: str, code: str, now: datetime) -> int | None:
        """The time step whose code it is, around now."""
        app, at, typed = pyotp.TOTP(secret_of(self._key, own, generation)), step_at(now), "".join(code.split())
        fits = [at + n for n in STEPS_AROUND if hmac.compare_digest(app.generate_otp(at + n).encode(), typed.encode())]
        return fits[0] if fits else None

    def _recovery(self, own: str, generation: str, code: str) -> int | None:
        typed = "".join(code.upper().replace("-", " ").split())
        codes = (recovery_code(self._key, own, generation, n).replace("-", "") for n in range(RECOVERY_CODES))
        fits = [n for n, one in enumerate(codes) if hmac.compare_digest(one.encode(), typed.encode())]
        return fits[0] if fits else None


def step_at(now: datetime) -> int:
    """The number of the half minute since 1970."""
    return int(now.timestamp()) // STEP_SECONDS


def secret_of(key: bytes, own: str, generation: str) -> str:
    """The secret of an authenticator app, in base 32."""
    return base64.b32encode(derived(key, "totp", own, generation)[:SECRET_BYTES]).decode()


def recovery_code(key: bytes, own: str, generation: str, number: int) -> str:
    """One of the ten codes that stand in for the app: 50 bits, in two groups."""
    made = derived(key, "recovery", own, generation, str(number))[:RECOVERY_LENGTH]
    code = "".join(ALPHABET[byte % 32] for byte in made)
    return f"{code[:5]}-{code[5:]}"


async def is_unproven(command: BeginSecondFactor, _: Actor, needs: Needs) -> bool:
    """Whether nobody has shown yet that the account's address is theirs; who has none needs to show none."""
    found = await needs.people.read(command.person_id)
    return found is not None and found.state.claimed_key is not None


COMMANDS: tuple[AnyHandler, ...] = (
    PreparedHandler(BeginSecondFactor, SECOND_FACTOR, second_factor.begin, is_unproven),
    Handler(ConfirmSecondFactor, SECOND_FACTOR, second_factor.confirm),
    Handler(UseSecondFactor, SECOND_FACTOR, second_factor.use),
    Handler(EndSecondFactor, SECOND_FACTOR, second_factor.end),
)
