"""A programme of an edition, and the instants between which it takes entries."""

from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any

from services.registration.domain.edition import Edition
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.places import Places
from shared.contracts.registration.commands import OpenProgramme
from shared.contracts.registration.events import ProgrammeOpened, ProgrammeSnapshot
from shared.contracts.registration.refusals import (
    ClosesBeforeOpening,
    DeadlinePassed,
    NotYetOpen,
    ProgrammeExists,
    UnknownEdition,
)
from shared.contracts.registration.values import Place, ProgrammeKind
from shared.contracts.values import Text
from shared.errors import FieldFault, InvalidInput


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme as it stands; instants in UTC."""

    programme_id: str
    edition_id: str
    tenant_id: str
    name: Text
    kind: ProgrammeKind
    opens_at: datetime
    closes_at: datetime
    grace_minutes: int

    @property
    def place(self) -> Place:
        """Where its entries stand."""
        return Place(tenant_id=self.tenant_id, edition_id=self.edition_id, programme_id=self.programme_id)


def open_programme(
    programme: Programme | None, command: OpenProgramme, _: Context, edition: Edition | None
) -> tuple[Event, ...]:
    """A new programme; the same content again changes nothing.

    Refuses `UnknownEdition`, `ClosesBeforeOpening`, and `ProgrammeExists` for other content.
    """
    if edition is None:
        raise UnknownEdition
    _refuse_odd_years(command)
    if command.closes_at <= command.opens_at:
        raise ClosesBeforeOpening
    asked = _asked(command, edition)
    if programme is None:
        return (ProgrammeOpened(**_values(asked)),)
    if programme != asked:
        raise ProgrammeExists
    return ()


def taken_in_grace(programme: Programme, now: datetime) -> bool:
    """Whether what arrives now is late but within the grace.

    The deadline itself is in time, and the last instant of the grace is still grace. Refuses `NotYetOpen` before the
    opening, `DeadlinePassed` after the grace.
    """
    if now < programme.opens_at:
        raise NotYetOpen
    if is_over(programme, now):
        raise DeadlinePassed
    return now > programme.closes_at


def is_over(programme: Programme, now: datetime) -> bool:
    """Whether the deadline and its grace have passed."""
    return now > programme.closes_at + timedelta(minutes=programme.grace_minutes)


def apply(_: Programme | None, event: Event) -> Programme:
    """The programme after the fact."""
    match event:
        case ProgrammeOpened() | ProgrammeSnapshot():
            return Programme(**dict(event))
    raise TypeError(f"{type(event).__name__} is no fact of a programme")


def snapshot(programme: Programme) -> ProgrammeSnapshot:
    """All that told facts have said."""
    return ProgrammeSnapshot(**_values(programme))


def places(programme: Programme) -> Places:
    """Its tenant, its edition and itself."""
    return Places(programme.tenant_id, programme.edition_id, programme.programme_id)


def _refuse_odd_years(command: OpenProgramme) -> None:
    """Instants at the ends of the calendar can't be moved into UTC, nor a grace added."""
    instants = {"opens_at": command.opens_at, "closes_at": command.closes_at}
    faults = [FieldFault((name,), "out_of_range") for name, at in instants.items() if not 2000 <= at.year <= 2100]
    if faults:
        raise InvalidInput(tuple(faults))


def _asked(command: OpenProgramme, edition: Edition) -> Programme:
    return Programme(
        programme_id=command.programme_id,
        edition_id=command.edition_id,
        tenant_id=edition.tenant_id,
        name=command.name,
        kind=command.kind,
        opens_at=command.opens_at.astimezone(UTC),
        closes_at=command.closes_at.astimezone(UTC),
        grace_minutes=command.grace_minutes,
    )


def _values(programme: Programme) -> dict[str, Any]:
    return {f.name: getattr(programme, f.name) for f in fields(programme)}
