"""A batch of printed one-use codes: what is kept are keyed hashes, and who has come in by which."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field

from shared.contracts.accounts.events import CodesIssued, CodesSnapshot, CodeUsed
from shared.contracts.accounts.refusals import LinkExpired, LinkUsed
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event, Kept
from shared.contracts.places import Places
from shared.contracts.values import Id, Line

MOST_CODES = 500
ENDS = "ends"
"""The timer."""
CodeKey = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{22}$")]


@dataclass(frozen=True, slots=True)
class Use:
    """Who has come in by a code."""

    number: int
    person_id: str


@dataclass(frozen=True, slots=True)
class CodeBatch:
    """A batch as it stands; the place of a code among `code_keys` is its number. Once it is over they are gone."""

    batch_id: str
    tenant_id: str
    expires_at: datetime
    count: int
    edition_id: str | None = None
    label: str = ""
    code_keys: tuple[str, ...] = ()
    uses: tuple[Use, ...] = ()

    def used(self, number: int) -> bool:
        """Whether somebody has come in by it."""
        return any(use.number == number for use in self.uses)


class IssueCodes(Command, wire="accounts.issue_codes", about="batch_id", internal=True):
    """Codes are to be printed."""

    batch_id: Id
    """The new batch."""
    tenant_id: Id
    """Where they sign in."""
    edition_id: Id | None
    """For which edition."""
    label: Line
    """What stands on each slip."""
    days: Annotated[int, Field(ge=1, le=90)]
    """How long they hold."""
    code_keys: Annotated[tuple[CodeKey, ...], Field(min_length=1, max_length=MOST_CODES)]
    """A keyed hash of each."""


class UseCode(Command, wire="accounts.use_code", about="batch_id", refuses=(LinkExpired, LinkUsed), internal=True):
    """Somebody comes in by a code."""

    batch_id: Id
    """Of which batch it is."""
    number: Annotated[int, Field(ge=0, lt=MOST_CODES)]
    """Its place in the batch."""
    person_id: Id
    """The person that it makes."""


class EndCodes(Command, wire="accounts.end_codes", about="batch_id", internal=True):
    """Their time is over."""

    batch_id: Id
    """Which."""


class CodesMade(Kept):
    """What codes of a batch are found by, and what stands on them."""

    label: str
    code_keys: tuple[str, ...]


class CodeTaken(Kept):
    """Which code somebody has come in by."""

    number: int
    person_id: Id


class CodesEnded(Kept):
    """No code of the batch holds any more."""


def issue(batch: CodeBatch | None, command: IssueCodes, context: Context) -> tuple[Event, ...]:
    """A new batch; again changes nothing."""
    if batch is not None:
        return ()
    issued = CodesIssued(
        batch_id=command.batch_id,
        tenant_id=command.tenant_id,
        edition_id=command.edition_id,
        count=len(command.code_keys),
        expires_at=context.now + timedelta(days=command.days),
    )
    return issued, CodesMade(label=command.label, code_keys=command.code_keys)


def use(batch: CodeBatch | None, command: UseCode, context: Context) -> tuple[Event, ...]:
    """One code less. Refuses `LinkUsed`, `LinkExpired`."""
    if batch is None or context.now >= batch.expires_at or command.number >= len(batch.code_keys):
        raise LinkExpired
    if batch.used(command.number):
        raise LinkUsed
    told = CodeUsed(
        batch_id=batch.batch_id, tenant_id=batch.tenant_id, person_id=command.person_id, used=len(batch.uses) + 1
    )
    return told, CodeTaken(number=command.number, person_id=command.person_id)


def end(batch: CodeBatch | None, _: EndCodes, __: Context) -> tuple[Event, ...]:
    """Nothing is found by them any more; again changes nothing."""
    return (CodesEnded(),) if batch is not None and batch.code_keys else ()


def apply(batch: CodeBatch | None, event: Event) -> CodeBatch:
    """The batch after the fact."""
    match event:
        case CodesIssued() | CodesSnapshot():
            born = batch or CodeBatch(event.batch_id, event.tenant_id, event.expires_at, event.count)
            return replace(born, edition_id=event.edition_id)
        case CodesMade() if batch:
            return replace(batch, label=event.label, code_keys=event.code_keys)
        case CodeUsed() if batch:
            return batch
        case CodeTaken() if batch:
            return replace(batch, uses=(*batch.uses, Use(event.number, event.person_id)))
        case CodesEnded() if batch:
            return replace(batch, code_keys=())
    raise TypeError(f"{type(event).__name__} is no fact of these codes")


def snapshot(batch: CodeBatch) -> CodesSnapshot:
    """All that told facts have said."""
    return CodesSnapshot(
        batch_id=batch.batch_id,
        tenant_id=batch.tenant_id,
        edition_id=batch.edition_id,
        count=batch.count,
        expires_at=batch.expires_at,
        used=len(batch.uses),
    )


def places(batch: CodeBatch) -> Places:
    """Where the codes sign in."""
    return Places(batch.tenant_id, batch.edition_id)
