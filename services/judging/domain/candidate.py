"""A candidate: an entry that is judged for an award."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.judging.domain.award import Award, within
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.judging import refusals as no
from shared.contracts.judging.commands import AdmitEntry, RemoveCandidate
from shared.contracts.judging.events import CandidateAdmitted, CandidateRemoved, CandidateSnapshot
from shared.contracts.judging.ids import candidate_id
from shared.contracts.judging.values import CandidateStatus, Place, RemovalReason
from shared.contracts.places import Places
from shared.contracts.values import Id
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class Entry:
    """What judging has heard of an entry."""

    entry_id: str
    place: Place
    organisation_id: str
    submitted_by: str
    text: str = ""
    """What it says of itself: title, summary, description, fields."""
    tags: tuple[str, ...] = ()
    withdrawn: bool = False
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate as it stands."""

    candidate_id: str
    place: Place
    award_id: str
    entry_id: str
    organisation_id: str
    by_hand: bool
    status: CandidateStatus = CandidateStatus.ELIGIBLE
    reason: RemovalReason | None = None

    @property
    def is_eligible(self) -> bool:
        """Whether it is judged."""
        return self.status is CandidateStatus.ELIGIBLE


@dataclass(frozen=True, slots=True)
class Admitting:
    """What admitting needs beside the command."""

    award: Award | None
    entry: Entry | None


class AdmitAccepted(Command, wire="judging.admit_accepted", about="award_id", internal=True,
                    refuses=(no.UnknownAward, no.UnknownEntry)):  # fmt: skip
    """An entry was accepted in the award's programme, or the award was opened after that."""

    award_id: Id
    """For which award."""
    entry_id: Id
    """Which entry."""


class DropCandidate(Command, wire="judging.drop_candidate", about="candidate_id", internal=True):
    """Its entry was withdrawn, or is no longer accepted."""

    candidate_id: Id
    """Which."""
    reason: RemovalReason
    """Why."""


def admit(candidate: Candidate | None, _: AdmitEntry, __: Context, found: Admitting) -> Sequence[Event]:
    """Eligible by an organiser's hand; one that is so already stays as it is.

    Refuses `UnknownAward`, and `UnknownEntry` for one that was withdrawn or stands in another programme.
    """
    return _admitted(candidate, found, by_hand=True)


def admit_accepted(candidate: Candidate | None, _: AdmitAccepted, __: Context, found: Admitting) -> Sequence[Event]:
    """Eligible as it was accepted; one that an organiser has taken out stays out."""
    if candidate is not None and candidate.reason is RemovalReason.ORGANISER:
        return ()
    return _admitted(candidate, found, by_hand=False)


def _admitted(candidate: Candidate | None, found: Admitting, by_hand: bool) -> Sequence[Event]:
    if found.award is None:
        raise no.UnknownAward
    if found.entry is None or found.entry.withdrawn or found.entry.place != found.award.place:
        raise no.UnknownEntry
    if candidate is not None and candidate.is_eligible:
        return ()
    return (
        CandidateAdmitted(
            candidate_id=candidate_id(found.award.award_id, found.entry.entry_id),
            place=found.award.place,
            award_id=found.award.award_id,
            entry_id=found.entry.entry_id,
            organisation_id=found.entry.organisation_id,
            by_hand=by_hand,
        ),
    )


def remove(candidate: Candidate | None, _: RemoveCandidate, __: Context) -> Sequence[Event]:
    """Taken out by an organiser."""
    if candidate is None:
        raise NotFound
    return _removed(candidate, RemovalReason.ORGANISER)


def drop(candidate: Candidate | None, command: DropCandidate, _: Context) -> Sequence[Event]:
    """Taken out for what became of its entry; what was admitted by hand stays when it was only not accepted."""
    if candidate is None or (candidate.by_hand and command.reason is RemovalReason.NOT_ACCEPTED):
        return ()
    return _removed(candidate, command.reason)


def _removed(candidate: Candidate, reason: RemovalReason) -> Sequence[Event]:
    if not candidate.is_eligible:
        return ()
    ids = {"candidate_id": candidate.candidate_id, "award_id": candidate.award_id, "entry_id": candidate.entry_id}
    return (CandidateRemoved(**ids, reason=reason),)


def apply(candidate: Candidate | None, event: Event) -> Candidate:
    """The candidate after the fact."""
    match event:
        case CandidateAdmitted() | CandidateSnapshot():
            return Candidate(**dict(event))
        case CandidateRemoved() if candidate:
            return replace(candidate, status=CandidateStatus.REMOVED, reason=event.reason)
    raise TypeError(f"{type(event).__name__} is no fact of this candidate")


def snapshot(candidate: Candidate) -> CandidateSnapshot:
    """All that told facts have said."""
    return CandidateSnapshot(**{name: getattr(candidate, name) for name in CandidateSnapshot.model_fields})


def places(candidate: Candidate) -> Places:
    """Those of its award."""
    return within(candidate.place, candidate.award_id)
