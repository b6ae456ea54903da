"""What is asked of registration, because no event carries it: decisions that are prepared, by staff alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from services.registration.domain.decision_page import Candidate, DecisionPage
from services.registration.domain.entry import DECISION
from services.registration.domain.programme import Programme, places
from services.registration.domain.release import Release
from services.registration.ports import Candidates, Pages, Texts
from shared.auth import Actor
from shared.bus.ports import Reads
from shared.bus.reading import state_of
from shared.contracts.personal import PersonText
from shared.contracts.places import Places
from shared.contracts.registration.values import Decision, EntryStatus, PagedDecision, RejectionReason
from shared.contracts.values import Value
from shared.errors import Unauthenticated


class PendingDecision(Value):
    """A decision that waits for its release, beside where its entry stands now."""

    entry_id: str
    decision: Decision
    reason: RejectionReason | None
    text: str | None
    """What the entrant will be told; None once whoever wrote it is erased."""
    standing: EntryStatus
    """One that isn't handed in any more is left out of the release."""


class PendingPage(Value):
    """A page as its staff sees it."""

    page_id: str
    version: int
    """What it is closed by."""
    closed_for: str | None
    """The release that it is closed for."""
    decisions: tuple[PendingDecision, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What pending decisions are read from."""

    programmes: Reads[Programme]
    releases: Reads[Release]
    pages: Pages
    candidates: Candidates
    texts: Texts
    decides: Callable[[Actor, Places], bool]
    """Whether somebody prepares decisions at a place."""


async def pending_decisions(
    actor: Actor, programme_id: str, reading: Reading, viewer_token: str = ""
) -> Sequence[PendingPage]:
    """The programme's pages that aren't released; to who doesn't decide there, there are none.

    Raises `Unauthenticated`, and `Unavailable` while no key can be had.
    """
    if not actor.signed_in:
        raise Unauthenticated
    programme = await state_of(reading.programmes, programme_id)
    if programme is None or not reading.decides(actor, places(programme)):
        return []
    pages = await reading.pages.of_programme(programme_id)
    entries = await reading.candidates.of([d.entry_id for page in pages for d in page.decisions])
    texts = await _opened([text for page in pages for text in page.texts], reading.texts, viewer_token)
    called_off = await _called_off({page.closed_for for page in pages if page.closed_for}, reading)
    return [_shown(page, entries, texts, called_off) for page in pages]


async def _opened(sealed: Sequence[PersonText], texts: Texts, viewer_token: str) -> Mapping[PersonText, str | None]:
    opened = await texts.open(sealed, DECISION, viewer_token) if sealed else []
    return dict(zip(sealed, opened, strict=True))


async def _called_off(release_ids: set[str], reading: Reading) -> frozenset[str]:
    found = [await state_of(reading.releases, release_id) for release_id in release_ids]
    return frozenset(release.release_id for release in found if release is not None and release.called_off)


def _shown(
    page: DecisionPage,
    entries: Mapping[str, Candidate],
    texts: Mapping[PersonText, str | None],
    called_off: frozenset[str],
) -> PendingPage:
    return PendingPage(
        page_id=page.page_id,
        version=page.version,
        closed_for=None if page.closed_for in called_off else page.closed_for,
        decisions=tuple(_decision(page, one, entries, texts) for one in page.decisions if one.entry_id in entries),
    )


def _decision(
    page: DecisionPage,
    one: PagedDecision,
    entries: Mapping[str, Candidate],
    texts: Mapping[PersonText, str | None],
) -> PendingDecision:
    return PendingDecision(
        entry_id=one.entry_id,
        decision=one.decision,
        reason=one.reason,
        text=None if one.text is None else texts[page.texts[one.text]],
        standing=entries[one.entry_id].status,
    )
