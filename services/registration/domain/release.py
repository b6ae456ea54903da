"""A release: all decisions of the pages that it names, applied by one save. What was called off is never made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.registration.domain.commands import CountPage
from services.registration.domain.programme import Programme
from shared.contracts.context import Context
from shared.contracts.events import Event, Kept
from shared.contracts.places import Places
from shared.contracts.registration import refusals as no
from shared.contracts.registration.commands import CallOffRelease, ReleaseDecisions
from shared.contracts.registration.events import DecisionsArrived, DecisionsReleased, ReleaseSnapshot
from shared.contracts.registration.values import Place
from shared.contracts.values import Id


@dataclass(frozen=True, slots=True)
class Release:
    """A release as it stands: made, or called off. It alone says which; pages follow it."""

    release_id: str
    place: Place
    page_ids: tuple[str, ...] = ()
    entries: int = 0
    released_at: datetime | None = None
    """None: it was called off."""
    arrived: tuple[str, ...] = ()
    """The pages whose entries have all been decided."""

    @property
    def called_off(self) -> bool:
        """Whether it is never made."""
        return self.released_at is None


class CalledOff(Kept):
    """A release is never made."""

    release_id: Id
    place: Place


class PageArrived(Kept):
    """All entries of a page have been decided or left out."""

    page_id: Id


@dataclass(frozen=True, slots=True)
class ClosedPage:
    """A page as a release needs it: what for it is closed, and its entries."""

    page_id: str
    programme_id: str
    closed_for: str | None
    entry_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Releasing:
    """What releasing needs beside the command. A page that is closed for a release that isn't called off stays so."""

    programme: Programme | None
    pages: tuple[ClosedPage, ...] = ()


def release(
    known: Release | None, command: ReleaseDecisions, context: Context, releasing: Releasing
) -> Sequence[Event]:
    """Made, once and for all; the same again changes nothing."""
    programme = _programme(known, releasing.programme)
    page_ids = tuple(dict.fromkeys(command.page_ids))
    if known is not None:
        return _again(known, page_ids)
    entries = _entries(command, releasing, page_ids)
    return (
        DecisionsReleased(
            release_id=command.release_id,
            place=programme.place,
            page_ids=page_ids,
            entries=entries,
            released_at=context.now,
        ),
    )


def call_off(
    known: Release | None, command: CallOffRelease, _: Context, programme: Programme | None
) -> Sequence[Event]:
    """Never to be made; again changes nothing. Refuses one that is made."""
    here = _programme(known, programme)
    if known is None:
        return (CalledOff(release_id=command.release_id, place=here.place),)
    if not known.called_off:
        raise no.ReleasedAlready
    return ()


def count_page(known: Release | None, command: CountPage, _: Context) -> Sequence[Event]:
    """One page more has arrived; with the last of them all have."""
    if known is None or command.page_id in known.arrived or command.page_id not in known.page_ids:
        return ()
    arrived = PageArrived(page_id=command.page_id)
    if len(known.arrived) + 1 < len(known.page_ids):
        return (arrived,)
    all_arrived = DecisionsArrived(release_id=known.release_id, place=known.place, page_ids=known.page_ids)
    return (arrived, all_arrived)


def apply(known: Release | None, event: Event) -> Release:
    """The release after the fact."""
    match event:
        case CalledOff():
            return Release(event.release_id, event.place)
        case DecisionsReleased():
            return Release(event.release_id, event.place, event.page_ids, event.entries, event.released_at)
        case PageArrived() if known:
            return replace(known, arrived=(*known.arrived, event.page_id))
        case DecisionsArrived() if known:
            return replace(known, arrived=known.page_ids)
        case ReleaseSnapshot():
            return _restored(event)
    raise TypeError(f"{type(event).__name__} is no fact of this release")


def snapshot(known: Release) -> ReleaseSnapshot:
    """All that told facts have said; of one that was called off there is nothing."""
    if known.released_at is None:
        raise ValueError("a release that was called off has told nothing")
    return ReleaseSnapshot(
        release_id=known.release_id,
        place=known.place,
        page_ids=known.page_ids,
        entries=known.entries,
        released_at=known.released_at,
        arrived=len(known.arrived) == len(known.page_ids),
    )


def places(known: Release) -> Places:
    """The chain copied at birth."""
    return Places(known.place.tenant_id, known.place.edition_id, known.place.programme_id)


def _programme(known: Release | None, programme: Programme | None) -> Programme:
    if programme is None:
        raise no.UnknownProgramme
    if known is not None and known.place.programme_id != programme.programme_id:
        raise no.ReleaseElsewhere
    return programme


def _again(known: Release, page_ids: tuple[str, ...]) -> Sequence[Event]:
    if known.called_off:
        raise no.ReleaseCalledOff
    if known.page_ids != page_ids:
        raise no.ReleasedAlready
    return ()


def _entries(command: ReleaseDecisions, releasing: Releasing, page_ids: tuple[str, ...]) -> int:
    """How many entries the pages have. Refuses pages that may still change, and an entry that stands on two."""
    closed = [
        p for p in releasing.pages if (p.closed_for, p.programme_id) == (command.release_id, command.programme_id)
    ]
    if {page.page_id for page in closed} != set(page_ids):
        raise no.PageNotClosed
    listed = [entry_id for page in closed for entry_id in page.entry_ids]
    if twice := len(listed) - len(set(listed)):
        raise no.PreparedElsewhere(count=twice)
    return len(listed)


def _restored(event: ReleaseSnapshot) -> Release:
    arrived = event.page_ids if event.arrived else ()
    return Release(event.release_id, event.place, event.page_ids, event.entries, event.released_at, arrived)
