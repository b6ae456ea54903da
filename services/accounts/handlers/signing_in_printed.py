"""Signing in by a printed one-use code: whoever has no mail gets an account by it, and is in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.accounts.domain.code_batch import CodeBatch, UseCode
from services.accounts.domain.derived import code_key, derived
from services.accounts.domain.guest import RegisterGuest
from services.accounts.domain.sealed import Details
from services.accounts.domain.slip import read
from services.accounts.handlers.boxes import seal_details
from services.accounts.handlers.confirming import Ask
from services.accounts.handlers.limits import Limit, Limits, place_of
from services.accounts.handlers.signing_in_mail import tenant_meant
from services.accounts.handlers.signing_in_sessions import Caller, Doorkeeper, Entered, FirstStep
from services.accounts.ports import Codes, Method, Needs
from shared.bus.ports import Reads
from shared.contracts.accounts.refusals import LinkExpired, LinkUsed, NameNeeded
from shared.errors import FieldFault, InvalidInput
from shared.ids import new_id

WRONG_AT_PLACE = Limit(50, timedelta(minutes=15))
"""Codes tried from one client address that are none. A mistyped one is told by its check character, and not counted."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What somebody types from a printed slip."""

    code: str
    name: str | None
    tenant_id: str | None
    language: str


class PrintedCodes:
    """Lets in who comes with a printed code."""

    def __init__(
        self,
        needs: Needs,
        ask: Ask,
        codes: Codes,
        batches: Reads[CodeBatch],
        doorkeeper: Doorkeeper,
        limits: Limits,
        key: bytes,
    ) -> None:
        """`key` is what codes are derived from and found by."""
        self._needs, self._ask, self._codes, self._batches = needs, ask, codes, batches
        self._doorkeeper, self._limits, self._key = doorkeeper, limits, key

    async def enter(self, slip: Slip, caller: Caller, now: datetime) -> Entered:
        """A session for a new person of this name.

        Raises `InvalidInput` for a slip of the finger, `LinkExpired` for a code that is none, `LinkUsed`,
        `NameNeeded`, which spends nothing, and `TooManyAttempts`.
        """
        tenant_id = await tenant_meant(self._needs, slip.tenant_id)
        code = read(slip.code)
        if code is None:
            raise InvalidInput((FieldFault(("code",), "mistyped"),))
        batch, number = await self._found(code, tenant_id, caller, now)
        if batch.used(number):
            raise LinkUsed
        if slip.name is None:
            raise NameNeeded
        person_id = await self._registered(batch, number, slip.name, slip.language, now)
        await self._ask(UseCode(batch_id=batch.batch_id, number=number, person_id=person_id), new_id(), now)
        return await self._doorkeeper.enter(FirstStep(person_id, tenant_id, Method.PRINTED), caller, now)

    async def _found(self, code: str, tenant_id: str, caller: Caller, now: datetime) -> tuple[CodeBatch, int]:
        tries = [(f"printed:{place_of(caller.address)}", WRONG_AT_PLACE)]
        await self._limits.spend(tries, now)
        found = await self._codes.find(code_key(self._key, code))
        batch = await self._batches.read(found[0]) if found else None
        if found is None or batch is None or not _holds(batch.state, tenant_id, now):
            raise LinkExpired
        await self._limits.give_back(tries, now)
        return batch.state, found[1]

    async def _registered(self, batch: CodeBatch, number: int, name: str, language: str, now: datetime) -> str:
        """The person; made before the code is spent, so that a crash between leaves the code good.

        The id derives from code and name: the same once more is the same person.
        """
        person_id = derived(self._key, "guest", batch.batch_id, str(number), name).hex()[:32]
        details = await seal_details(person_id, Details(name, ""), self._needs.vault)
        register = RegisterGuest(person_id=person_id, tenant_id=batch.tenant_id, details=details, language=language)
        await self._ask(register, new_id(), now)
        return person_id


def _holds(batch: CodeBatch, tenant_id: str, now: datetime) -> bool:
    return batch.tenant_id == tenant_id and now < batch.expires_at
