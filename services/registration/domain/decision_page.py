"""A page of prepared decisions: changed at will until it is closed for a release, and never after that is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from services.registration.domain.commands import AnnounceDecisions, TellDecisions
from services.registration.domain.programme import Programme
from services.registration.domain.release import Release
from shared.contracts.context import Context
from shared.contracts.events import Event, Kept
from shared.contracts.personal import PersonText
from shared.contracts.places import Places
from shared.contracts.registration import refusals as no
from shared.contracts.registration.commands import ON_A_PAGE, ClearDecisions, CloseDecisions, PrepareDecisions
from shared.contracts.registration.events import DecisionPageSnapshot, DecisionsAnnounced, DecisionsTold
from shared.contracts.registration.values import (
    AnnouncedDecision,
    Decision,
    EntryStatus,
    PagedDecision,
    Place,
)
from shared.contracts.values import Id
from shared.errors import FieldFault, InvalidInput

TEXTS_LIMIT = 20_000
"""Characters of sealed texts on a page: with 500 decisions it stays well below what the store takes."""


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """A page as it stands. `version` counts its changes, so that it is closed as somebody has seen it."""

    page_id: str
    place: Place
    version: int = 0
    decisions: tuple[PagedDecision, ...] = ()
    texts: tuple[PersonText, ...] = ()
    closed_for: str | None = None
    """The release that it is closed for, unless that was called off."""
    released_at: datetime | None = None
    left_out: tuple[str, ...] | None = None
    """The entries that the release did not decide; None before the others are announced."""


class DecisionsPrepared(Kept):
    """What stands on a page now, whole."""

    page_id: Id
    place: Place
    decisions: tuple[PagedDecision, ...]
    texts: tuple[PersonText, ...]


class DecisionsClosed(Kept):
    """A page waits for its release."""

    release_id: Id


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may be decided: where it stands, and how."""

    programme_id: str
    status: EntryStatus
    release_id: str | None = None
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """What changing a page needs beside the command: the release it was closed for, and the one it is to be."""

    held_by: Release | None = None
    release: Release | None = None


@dataclass(frozen=True, slots=True)
class Preparing:
    """What preparing needs beside the command; `elsewhere` are entries that another page decides."""

    programme: Programme | None
    candidates: Mapping[str, Candidate] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()
    text: PersonText | None = None
    held_by: Release | None = None


def prepare(page: DecisionPage | None, command: PrepareDecisions, _: Context, preparing: Preparing) -> Sequence[Event]:
    """The page with these decisions; the same again changes nothing. Refuses entries with nothing to be decided."""
    programme = preparing.programme
    if programme is None:
        raise no.UnknownProgramme
    if page is not None:
        _refuse_elsewhere(page, programme)
        _refuse_closed(page, preparing.held_by)
    _refuse_unfit(command, preparing)
    if preparing.elsewhere:
        raise no.PreparedElsewhere(count=len(preparing.elsewhere))
    page = page or DecisionPage(command.page_id, programme.place)
    prepared = _with(page, command, preparing.text)
    _refuse_full(prepared)
    return _changed(page, prepared)


def clear(page: DecisionPage | None, command: ClearDecisions, _: Context, closing: Closing) -> Sequence[Event]:
    """The page without the decisions on these entries."""
    if page is None:
        return ()
    _refuse_closed(page, closing.held_by)
    gone = set(command.entry_ids)
    return _changed(page, [(d, _text(page, d)) for d in page.decisions if d.entry_id not in gone])


def close(page: DecisionPage | None, command: CloseDecisions, _: Context, closing: Closing) -> Sequence[Event]:
    """Closed for a release, in the version that was looked at; again changes nothing."""
    if page is None or not page.decisions:
        raise no.NothingToRelease
    if closing.release is not None and closing.release.called_off:
        raise no.ReleaseCalledOff
    if page.closed_for == command.release_id:
        return ()
    _refuse_closed(page, closing.held_by)
    if page.version != command.version:
        raise no.PageChanged
    return (DecisionsClosed(release_id=command.release_id),)


def tell(page: DecisionPage | None, command: TellDecisions, _: Context) -> Sequence[Event]:
    """A page whose release is made says what it holds, once."""
    if page is None or page.closed_for != command.release_id or page.released_at is not None:
        return ()
    return (
        DecisionsTold(
            page_id=page.page_id,
            place=page.place,
            release_id=command.release_id,
            decisions=page.decisions,
            texts=page.texts,
            released_at=command.released_at,
        ),
    )


def announce(
    page: DecisionPage | None, command: AnnounceDecisions, _: Context, candidates: Mapping[str, Candidate]
) -> Sequence[Event]:
    """Says, once, which of its entries the release has decided."""
    if page is None or page.released_at is None or page.left_out is not None:
        return ()
    decided = [(d.entry_id, candidates[d.entry_id]) for d in page.decisions if d.entry_id in candidates]
    announced = tuple(
        AnnouncedDecision(entry_id=entry_id, decision=found.decision)
        for entry_id, found in decided
        if found.decision is not None and found.release_id == command.release_id
    )
    return (
        DecisionsAnnounced(page_id=page.page_id, place=page.place, release_id=command.release_id, announced=announced),
    )


def apply(page: DecisionPage | None, event: Event) -> DecisionPage:
    """The page after the fact."""
    match event:
        case DecisionsPrepared():
            return _prepared(page, event)
        case DecisionsClosed() if page:
            return replace(page, closed_for=event.release_id)
        case DecisionsTold():
            return _told(page, event)
        case DecisionsAnnounced() if page:
            return replace(page, left_out=_left_out(page.decisions, event.announced))
        case DecisionPageSnapshot():
            return _restored(event)
    raise TypeError(f"{type(event).__name__} is no fact of this page")


def snapshot(page: DecisionPage) -> DecisionPageSnapshot:
    """All that told facts have said; of a page that isn't released there is nothing."""
    if page.closed_for is None or page.released_at is None:
        raise ValueError("a page that isn't released has told nothing")
    return DecisionPageSnapshot(
        page_id=page.page_id,
        place=page.place,
        release_id=page.closed_for,
        decisions=page.decisions,
        texts=page.texts,
        released_at=page.released_at,
        announced=_announced(page),
    )


def places(page: DecisionPage) -> Places:
    """The chain copied at birth."""
    return Places(page.place.tenant_id, page.place.edition_id, page.place.programme_id)


Said = list[tuple[PagedDecision, PersonText | None]]
"""Decisions, each with its text."""


def _with(page: DecisionPage, command: PrepareDecisions, text: PersonText | None) -> Said:
    """What was there, changed in its place, then what is new."""
    said = {d.entry_id: (d, _text(page, d)) for d in page.decisions}
    for entry_id in command.entry_ids:
        decided = PagedDecision(entry_id=entry_id, decision=command.decision, reason=command.reason)
        said[entry_id] = (decided, text)
    return list(said.values())


def _text(page: DecisionPage, decision: PagedDecision) -> PersonText | None:
    return None if decision.text is None else page.texts[decision.text]


def _changed(page: DecisionPage, said: Said) -> Sequence[Event]:
    """Each text once, in the order of its first use."""
    texts = _texts(said)
    decisions = tuple(d.model_copy(update={"text": None if text is None else texts.index(text)}) for d, text in said)
    if (decisions, tuple(texts)) == (page.decisions, page.texts) and page.version:
        return ()
    return (DecisionsPrepared(page_id=page.page_id, place=page.place, decisions=decisions, texts=tuple(texts)),)


def _texts(said: Said) -> list[PersonText]:
    return list(dict.fromkeys(text for _, text in said if text is not None))


def _refuse_full(said: Said) -> None:
    if len(said) > ON_A_PAGE or sum(len(text.sealed) for text in _texts(said)) > TEXTS_LIMIT:
        raise no.PageFull(most=ON_A_PAGE)


def _refuse_elsewhere(page: DecisionPage, programme: Programme) -> None:
    if page.place.programme_id != programme.programme_id:
        raise no.PageElsewhere


def _refuse_closed(page: DecisionPage, held_by: Release | None) -> None:
    """A page is free again once the release that holds it is called off, which is for ever."""
    if page.released_at is not None:
        raise no.PageReleased
    if page.closed_for is None:
        return
    freed = held_by is not None and held_by.release_id == page.closed_for and held_by.called_off
    if not freed:
        raise no.PageClosed


def _refuse_unfit(command: PrepareDecisions, preparing: Preparing) -> None:
    faults = [
        FieldFault(("entry_ids", str(n)), "not_to_decide")
        for n, entry_id in enumerate(command.entry_ids)
        if not _is_open(preparing.candidates.get(entry_id), command.programme_id)
    ]
    if command.decision is Decision.REJECTED and command.reason is None:
        faults.append(FieldFault(("reason",), "required"))
    if faults:
        raise InvalidInput(tuple(faults))


def _is_open(candidate: Candidate | None, programme_id: str) -> bool:
    if candidate is None or candidate.programme_id != programme_id:
        return False
    return candidate.status is EntryStatus.SUBMITTED


def _prepared(page: DecisionPage | None, event: DecisionsPrepared) -> DecisionPage:
    page = page or DecisionPage(event.page_id, event.place)
    return replace(page, version=page.version + 1, decisions=event.decisions, texts=event.texts, closed_for=None)


def _told(page: DecisionPage | None, event: DecisionsTold) -> DecisionPage:
    page = page or DecisionPage(event.page_id, event.place, 1)
    return replace(
        page,
        decisions=event.decisions,
        texts=event.texts,
        closed_for=event.release_id,
        released_at=event.released_at,
    )


def _restored(event: DecisionPageSnapshot) -> DecisionPage:
    return DecisionPage(
        page_id=event.page_id,
        place=event.place,
        version=1,
        decisions=event.decisions,
        texts=event.texts,
        closed_for=event.release_id,
        released_at=event.released_at,
        left_out=None if event.announced is None else _left_out(event.decisions, event.announced),
    )


def _left_out(decisions: Sequence[PagedDecision], announced: Sequence[AnnouncedDecision]) -> tuple[str, ...]:
    told = {one.entry_id for one in announced}
    return tuple(one.entry_id for one in decisions if one.entry_id not in told)


def _announced(page: DecisionPage) -> tuple[AnnouncedDecision, ...] | None:
    if page.left_out is None:
        return None
    told = (one for one in page.decisions if one.entry_id not in page.left_out)
    return tuple(AnnouncedDecision(entry_id=one.entry_id, decision=one.decision) for one in told)
