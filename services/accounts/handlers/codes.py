"""Printed codes: which rule decides which command, and how a batch is made."""

from services.accounts.domain import code_batch, guest
from services.accounts.domain.code_batch import EndCodes, IssueCodes, UseCode
from services.accounts.domain.derived import code_key, printed_code
from services.accounts.domain.guest import RegisterGuest
from services.accounts.handlers.nouns import CODE_BATCH, PERSON
from shared.bus.dispatch import AnyHandler, Handler
from shared.bus.sweeping import Timed


def codes_of(key: bytes, batch_id: str, count: int) -> tuple[str, ...]:
    """The codes of a batch, each time the same: `key` is what they are derived from."""
    return tuple(printed_code(key, batch_id, number) for number in range(count))


def code_keys(key: bytes, codes: tuple[str, ...]) -> tuple[str, ...]:
    """What is kept of them."""
    return tuple(code_key(key, code) for code in codes)


COMMANDS: tuple[AnyHandler, ...] = (
    Handler(IssueCodes, CODE_BATCH, code_batch.issue),
    Handler(UseCode, CODE_BATCH, code_batch.use),
    Handler(EndCodes, CODE_BATCH, code_batch.end),
    Handler(RegisterGuest, PERSON, guest.register),
)
TIMED: Timed = {(CODE_BATCH.name, code_batch.ENDS): lambda id_, _: EndCodes(batch_id=id_)}
