"""A conflict of interest that keeps a judge from an entry: declared, or found by the system."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.judging.domain.award import within
from services.judging.domain.candidate import Candidate, Entry
from services.judging.domain.judge import Judge, Person
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.judging import refusals as no
from shared.contracts.judging.commands import DeclareConflict, SettleConflict
from shared.contracts.judging.events import ConflictRaised, ConflictSettled, ConflictSnapshot
from shared.contracts.judging.ids import conflict_id
from shared.contracts.judging.values import FOUND, ConflictKind, ConflictStatus, Evidence, Place
from shared.contracts.personal import PersonText
from shared.contracts.places import Places
from shared.contracts.values import Id
from shared.errors import NotFound

NOTE, REASON = "judging.conflict", "judging.conflict_reason"
"""What the words about a conflict, and of who settles it, are sealed as, for ever."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict as it stands."""

    conflict_id: str
    place: Place
    award_id: str
    judge_id: str
    person_id: str
    entry_id: str
    kind: ConflictKind
    raised_at: datetime
    evidence: tuple[Evidence, ...] = ()
    raised_by: str | None = None
    note: PersonText | None = None
    status: ConflictStatus = ConflictStatus.RAISED
    settled_by: str | None = None
    settled_at: datetime | None = None
    reason: PersonText | None = None

    @property
    def holds(self) -> bool:
        """Whether it keeps the two apart."""
        return self.status is not ConflictStatus.DISMISSED


@dataclass(frozen=True, slots=True)
class Declaring:
    """What declaring needs beside the command; `note` is sealed."""

    judge: Judge | None
    candidate: Candidate | None
    note: PersonText | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A conflict that the system has found, and by what."""

    kind: ConflictKind
    evidence: tuple[Evidence, ...]


class RaiseFound(Command, wire="judging.raise_found", about="judge_id", internal=True):
    """The system has found a conflict."""

    judge_id: Id
    """Who."""
    entry_id: Id
    """Which entry."""
    kind: ConflictKind
    """What it is."""
    evidence: tuple[Evidence, ...]
    """What it was found by."""


def conflicts_between(
    judge: Judge, person: Person | None, entry: Entry, submitter: Person | None, members: Sequence[str]
) -> Iterator[Found]:
    """What is known to stand between a judge and an entry.

    `members` are the people of the entry's organisation. A mail domain is compared by its keyed hash, which no public
    provider's address has.
    """
    if judge.person_id == entry.submitted_by:
        yield Found(ConflictKind.SAME_PERSON, (Evidence(noun="person", id=judge.person_id),))
    if judge.person_id in members:
        yield Found(ConflictKind.SAME_ORGANISATION, (Evidence(noun="organisation", id=entry.organisation_id),))
    if person and submitter and person is not submitter and _same_domain(person, submitter):
        yield Found(ConflictKind.SAME_MAIL_DOMAIN, (Evidence(noun="person", id=submitter.person_id),))


def _same_domain(one: Person, other: Person) -> bool:
    return one.person_id != other.person_id and one.domain_key is not None and one.domain_key == other.domain_key


def declare(conflict: Conflict | None, command: DeclareConflict, context: Context, found: Declaring) -> Sequence[Event]:
    """Declared; again changes nothing, but what was dismissed stands again.

    Refuses `NotDeclarable` what the system finds, and `NotACandidate`.
    """
    if found.judge is None:
        raise NotFound
    if command.kind in FOUND:
        raise no.NotDeclarable
    if found.candidate is None:
        raise no.NotACandidate
    if conflict is not None and conflict.holds:
        return ()
    return (_raised(found.judge, command.entry_id, command.kind, context, (), context.actor_id, found.note),)


def raise_found(
    conflict: Conflict | None, command: RaiseFound, context: Context, judge: Judge | None
) -> Sequence[Event]:
    """Found; one that was raised before stays as it is, dismissed or not."""
    if judge is None or conflict is not None:
        return ()
    return (_raised(judge, command.entry_id, command.kind, context, command.evidence, None, None),)


def _raised(
    judge: Judge,
    entry_id: str,
    kind: ConflictKind,
    context: Context,
    evidence: tuple[Evidence, ...],
    raised_by: str | None,
    note: PersonText | None,
) -> ConflictRaised:
    return ConflictRaised(
        conflict_id=conflict_id(judge.judge_id, entry_id, kind.value),
        place=judge.place,
        award_id=judge.award_id,
        judge_id=judge.judge_id,
        person_id=judge.person_id,
        entry_id=entry_id,
        kind=kind,
        evidence=evidence,
        raised_by=raised_by,
        note=note,
        raised_at=context.now,
    )


def settle(
    conflict: Conflict | None, command: SettleConflict, context: Context, reason: PersonText | None
) -> Sequence[Event]:
    """Confirmed or dismissed; as it is already, nothing changes."""
    if conflict is None or reason is None:
        raise NotFound
    status = ConflictStatus.DISMISSED if command.dismissed else ConflictStatus.CONFIRMED
    if conflict.status is status:
        return ()
    return (
        ConflictSettled(
            conflict_id=conflict.conflict_id,
            award_id=conflict.award_id,
            judge_id=conflict.judge_id,
            entry_id=conflict.entry_id,
            status=status,
            settled_by=context.actor_id,
            settled_at=context.now,
            reason=reason,
        ),
    )


def apply(conflict: Conflict | None, event: Event) -> Conflict:
    """The conflict after the fact."""
    match event:
        case ConflictRaised() | ConflictSnapshot():
            return Conflict(**dict(event))
        case ConflictSettled() if conflict:
            told = ("status", "settled_by", "settled_at", "reason")
            return replace(conflict, **{name: getattr(event, name) for name in told})
    raise TypeError(f"{type(event).__name__} is no fact of this conflict")


def snapshot(conflict: Conflict) -> ConflictSnapshot:
    """All that told facts have said."""
    return ConflictSnapshot(**{name: getattr(conflict, name) for name in ConflictSnapshot.model_fields})


def places(conflict: Conflict) -> Places:
    """Those of the award."""
    return within(conflict.place, conflict.award_id)
