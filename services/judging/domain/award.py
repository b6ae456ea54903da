"""An award of a programme."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.judging import refusals as no
from shared.contracts.judging.commands import OpenAward
from shared.contracts.judging.events import AwardOpened, AwardSnapshot
from shared.contracts.judging.values import Place
from shared.contracts.places import Places
from shared.contracts.values import Text


@dataclass(frozen=True, slots=True)
class Award:
    """An award as it stands."""

    award_id: str
    place: Place
    name: Text
    prize: Text | None = None


def open_award(award: Award | None, command: OpenAward, _: Context, place: Place | None) -> Sequence[Event]:
    """A new award; the same again changes nothing. Refuses `UnknownProgramme`, and `AwardExists` for other content."""
    if place is None:
        raise no.UnknownProgramme
    asked = Award(command.award_id, place, command.name, command.prize)
    if award is None:
        return (AwardOpened(award_id=asked.award_id, place=place, name=asked.name, prize=asked.prize),)
    if award != asked:
        raise no.AwardExists
    return ()


def apply(_: Award | None, event: Event) -> Award:
    """The award after the fact."""
    match event:
        case AwardOpened() | AwardSnapshot():
            return Award(**dict(event))
    raise TypeError(f"{type(event).__name__} is no fact of an award")


def snapshot(award: Award) -> AwardSnapshot:
    """All that told facts have said."""
    return AwardSnapshot(award_id=award.award_id, place=award.place, name=award.name, prize=award.prize)


def within(place: Place, award_id: str) -> Places:
    """The chain of places of what belongs to an award."""
    return Places(place.tenant_id, place.edition_id, place.programme_id, award_id)


def places(award: Award) -> Places:
    """Tenant, edition, programme and itself."""
    return within(award.place, award.award_id)
