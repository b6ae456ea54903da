"""An entry: drafted in steps that only its author sees, submitted once, revised until the deadline, withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.registration.domain.commands import DecideEntry, SealDraft, TakeOverEntry
from services.registration.domain.organisation import Organisation, enters_for
from services.registration.domain.programme import Programme, is_over, taken_in_grace
from services.registration.domain.receipt import receipt_code
from shared.contracts.context import Context
from shared.contracts.events import Event, Kept
from shared.contracts.personal import PersonText
from shared.contracts.places import Places
from shared.contracts.registration import refusals as no
from shared.contracts.registration.commands import ReviseEntry, SaveDraft, SubmitEntry, WithdrawEntry
from shared.contracts.registration.events import (
    EntryDecided,
    EntryLeftOut,
    EntryRevised,
    EntrySnapshot,
    EntrySubmitted,
    EntryTakenOver,
    EntryWithdrawn,
)
from shared.contracts.registration.values import (
    Decision,
    EntryAnswers,
    EntryStatus,
    FieldsStep,
    LeftOutReason,
    Place,
    ProjectStep,
    Receipt,
    RejectionReason,
    StartupStep,
    WithdrawalReason,
)
from shared.contracts.values import Instant, Value
from shared.errors import NotFound

Step = StartupStep | ProjectStep | FieldsStep
NOTE, STEP, DECISION = "entry.note", "entry.draft", "entry.decision"
"""What the text of a withdrawal, a step of a draft, and the text of a decision are sealed as, for ever."""
DECIDED = frozenset({EntryStatus.ACCEPTED, EntryStatus.REJECTED})


@dataclass(frozen=True, slots=True)
class Draft:
    """What its author has saved so far, each step as it was last saved: sealed under the author's key.

    In the open lies only what shape 1 has kept so, until the draft is saved again.
    """

    saved_at: datetime
    startup: PersonText | StartupStep | None = None
    project: PersonText | ProjectStep | None = None
    fields: PersonText | FieldsStep | None = None

    @property
    def steps(self) -> dict[str, PersonText | Step]:
        """Those that were saved, by their kinds."""
        kept = {"startup": self.startup, "project": self.project, "fields": self.fields}
        return {kind: step for kind, step in kept.items() if step is not None}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands. `author_id` is who drafts or submitted it: a person, or a client on behalf."""

    entry_id: str
    place: Place
    author_id: str
    status: EntryStatus
    draft: Draft | None = None
    organisation_id: str | None = None
    on_behalf: bool = False
    answers: EntryAnswers | None = None
    receipt: Receipt | None = None
    in_grace: bool = False
    revised_at: datetime | None = None
    reason: WithdrawalReason | None = None
    withdrawn_at: datetime | None = None
    note: PersonText | None = None
    """What the person said when withdrawing, sealed."""
    decision: Decision | None = None
    rejection: RejectionReason | None = None
    decision_text: PersonText | None = None
    release_id: str | None = None
    """The release that has decided it."""
    decided_at: datetime | None = None
    left_out: tuple[str, ...] = ()
    """Releases that found nothing to decide here."""


class SealedSteps(Value):
    """Steps under the author's key."""

    startup: PersonText | None = None
    project: PersonText | None = None
    fields: PersonText | None = None


class DraftSaved(Kept):
    """A step of a draft was saved, whole; the others only where they lay in the open until now."""

    entry_id: str
    place: Place
    author_id: str
    sealed: SealedSteps
    saved_at: Instant


class DraftSealed(Kept):
    """What lay open in a draft lies sealed; of who is erased it is gone."""

    sealed: SealedSteps


class DraftTakenOver(Kept):
    """A draft is another account's of the same person."""

    author_id: str


NOTHING_SEALED = SealedSteps()


@dataclass(frozen=True, slots=True)
class Drafting:
    """What saving a draft needs beside the command: the programme, and the step sealed; for persons alone it is."""

    programme: Programme | None
    sealed: SealedSteps = NOTHING_SEALED


@dataclass(frozen=True, slots=True)
class Submitting:
    """What submitting needs beside the command: the programme, the organisation, and whether it is done on behalf."""

    programme: Programme | None
    organisation: Organisation | None = None
    on_behalf: bool = False


def save_draft(entry: Entry | None, command: SaveDraft, context: Context, drafting: Drafting) -> Sequence[Event]:
    """One step saved; a new id begins a draft. Refuses a programme that isn't open, and an entry handed in."""
    known = _entered(entry, drafting.programme)
    if entry is not None:
        _refuse_withdrawn(entry)
        if entry.status is not EntryStatus.DRAFT:
            raise no.EntrySubmittedAlready
    taken_in_grace(known, context.now)
    return (
        DraftSaved(
            entry_id=command.entry_id,
            place=known.place,
            author_id=context.actor_id,
            sealed=drafting.sealed,
            saved_at=context.now,
        ),
    )


def submit(entry: Entry | None, command: SubmitEntry, context: Context, submitting: Submitting) -> Sequence[Event]:
    """Handed in, once: an entry that is in already keeps its receipt and its answers, and no fact is added.

    What arrives after the deadline and within the grace is taken and flagged; later it is refused. A person enters for
    an organisation that they have registered or belong to.
    """
    programme = _entered(entry, submitting.programme)
    if entry is not None:
        _refuse_withdrawn(entry)
        if entry.status is not EntryStatus.DRAFT:
            return ()
    if not submitting.on_behalf and not enters_for(submitting.organisation, programme.tenant_id, context.actor_id):
        raise no.OrganisationNotYours
    in_grace = taken_in_grace(programme, context.now)
    return (
        EntrySubmitted(
            entry_id=command.entry_id,
            place=programme.place,
            organisation_id=command.organisation_id,
            submitted_by=context.actor_id,
            on_behalf=submitting.on_behalf,
            answers=command.answers,
            receipt=Receipt(code=receipt_code(command.entry_id), submitted_at=context.now),
            in_grace=in_grace,
        ),
    )


def revise(entry: Entry | None, command: ReviseEntry, context: Context, programme: Programme | None) -> Sequence[Event]:
    """The answers corrected, whole, as long as the programme would take an entry."""
    submitted = _submitted(entry)
    _refuse_withdrawn(submitted)
    if submitted.status in DECIDED:
        raise no.EntryDecidedAlready
    if programme is None:
        raise NotFound
    if is_over(programme, context.now):
        raise no.DeadlinePassed
    return (EntryRevised(entry_id=submitted.entry_id, answers=command.answers, revised_at=context.now),)


def withdraw(entry: Entry | None, command: WithdrawEntry, context: Context, note: PersonText | None) -> Sequence[Event]:
    """Taken back, at any time; withdrawn again changes nothing. What was said about it comes sealed."""
    submitted = _submitted(entry)
    if submitted.status is EntryStatus.WITHDRAWN:
        return ()
    return (EntryWithdrawn(entry_id=submitted.entry_id, reason=command.reason, withdrawn_at=context.now, note=note),)


def decide(entry: Entry | None, command: DecideEntry, _: Context) -> Sequence[Event]:
    """The released decision taken, once; an entry that was withdrawn or decided meanwhile is left out, and says so."""
    if entry is None or entry.organisation_id is None or command.release_id in (entry.release_id, *entry.left_out):
        return ()
    if entry.status is not EntryStatus.SUBMITTED:
        return (_passed_over(entry, command),)
    return (
        EntryDecided(
            entry_id=entry.entry_id,
            place=entry.place,
            organisation_id=entry.organisation_id,
            decision=command.decision,
            reason=command.reason,
            text=command.text,
            release_id=command.release_id,
            decided_at=command.decided_at,
        ),
    )


def take_over(entry: Entry | None, command: TakeOverEntry, _: Context) -> Sequence[Event]:
    """Into the account that stays; again, or of somebody else's, it changes nothing."""
    if entry is None or entry.author_id != command.person_id:
        return ()
    if entry.status is EntryStatus.DRAFT:
        return (DraftTakenOver(author_id=command.into_id),)
    return (EntryTakenOver(entry_id=entry.entry_id, submitted_by=command.into_id),)


def seal_draft(entry: Entry | None, _: SealDraft, __: Context, sealed: SealedSteps | None) -> Sequence[Event]:
    """The steps as they lie sealed now; a draft that has been handed in, or has nothing open, stays as it is."""
    if entry is None or entry.draft is None or sealed is None or not lies_open(entry.draft):
        return ()
    return (DraftSealed(sealed=sealed),)


def lies_open(draft: Draft) -> bool:
    """Whether an older release has left a step of a draft in the open."""
    return any(not isinstance(step, PersonText) for step in draft.steps.values())


def _passed_over(entry: Entry, command: DecideEntry) -> EntryLeftOut:
    withdrawn = entry.status is EntryStatus.WITHDRAWN
    return EntryLeftOut(
        entry_id=entry.entry_id,
        place=entry.place,
        release_id=command.release_id,
        reason=LeftOutReason.WITHDRAWN if withdrawn else LeftOutReason.DECIDED,
        left_out=(*entry.left_out, command.release_id),
    )


def _entered(entry: Entry | None, programme: Programme | None) -> Programme:
    if programme is None:
        raise no.UnknownProgramme
    if entry is not None and entry.place.programme_id != programme.programme_id:
        raise no.EntryElsewhere
    return programme


def _submitted(entry: Entry | None) -> Entry:
    if entry is None or entry.status is EntryStatus.DRAFT:
        raise no.EntryNotSubmitted
    return entry


def _refuse_withdrawn(entry: Entry) -> None:
    if entry.status is EntryStatus.WITHDRAWN:
        raise no.EntryWithdrawnAlready


def apply(entry: Entry | None, event: Event) -> Entry:
    """The entry after the fact."""
    match event:
        case DraftSaved():
            return _with_step(entry, event)
        case EntrySubmitted():
            return _handed_in(entry, event)
        case EntrySnapshot():
            return _restored(event)
    if entry is None:
        raise TypeError(f"{type(event).__name__} is no beginning of an entry")
    return _after_draft(entry, event) or _after(entry, event)


def _after_draft(entry: Entry, event: Event) -> Entry | None:
    match event:
        case DraftSealed() if entry.draft:
            return replace(entry, draft=replace(entry.draft, **dict(event.sealed)))
        case DraftTakenOver():
            return replace(entry, author_id=event.author_id)
    return None


def _after(entry: Entry, event: Event) -> Entry:
    match event:
        case EntryRevised():
            return replace(entry, answers=event.answers, revised_at=event.revised_at)
        case EntryWithdrawn():
            return _taken_back(entry, event)
        case EntryDecided():
            return _decided(entry, event)
        case EntryLeftOut():
            return replace(entry, left_out=event.left_out)
        case EntryTakenOver():
            return replace(entry, author_id=event.submitted_by)
    raise TypeError(f"{type(event).__name__} is no fact of this entry")


def _with_step(entry: Entry | None, event: DraftSaved) -> Entry:
    born = entry or Entry(event.entry_id, event.place, event.author_id, EntryStatus.DRAFT)
    sealed = {kind: step for kind, step in event.sealed if step is not None}
    draft = replace(born.draft or Draft(event.saved_at), saved_at=event.saved_at, **sealed)
    return replace(born, draft=draft)


def _handed_in(entry: Entry | None, event: EntrySubmitted) -> Entry:
    born = entry or Entry(event.entry_id, event.place, event.submitted_by, EntryStatus.SUBMITTED)
    return replace(
        born,
        status=EntryStatus.SUBMITTED,
        draft=None,
        organisation_id=event.organisation_id,
        on_behalf=event.on_behalf,
        answers=event.answers,
        receipt=event.receipt,
        in_grace=event.in_grace,
    )


def _taken_back(entry: Entry, event: EntryWithdrawn) -> Entry:
    return replace(
        entry,
        status=EntryStatus.WITHDRAWN,
        reason=event.reason,
        withdrawn_at=event.withdrawn_at,
        note=event.note,
    )


def _decided(entry: Entry, event: EntryDecided) -> Entry:
    return replace(
        entry,
        status=EntryStatus(event.decision.value),
        decision=event.decision,
        rejection=event.reason,
        decision_text=event.text,
        release_id=event.release_id,
        decided_at=event.decided_at,
    )


def _restored(event: EntrySnapshot) -> Entry:
    values = {name: value for name, value in event if name != "submitted_by"}
    return Entry(author_id=event.submitted_by, **values)


def snapshot(entry: Entry) -> EntrySnapshot:
    """All that told facts have said; there is none of a draft."""
    if entry.organisation_id is None or entry.answers is None or entry.receipt is None:
        raise ValueError("a draft has told nothing")
    return EntrySnapshot(
        entry_id=entry.entry_id,
        place=entry.place,
        organisation_id=entry.organisation_id,
        submitted_by=entry.author_id,
        on_behalf=entry.on_behalf,
        answers=entry.answers,
        receipt=entry.receipt,
        in_grace=entry.in_grace,
        status=entry.status,
        revised_at=entry.revised_at,
        reason=entry.reason,
        withdrawn_at=entry.withdrawn_at,
        note=entry.note,
        decision=entry.decision,
        rejection=entry.rejection,
        decision_text=entry.decision_text,
        release_id=entry.release_id,
        decided_at=entry.decided_at,
        left_out=entry.left_out,
    )


def places(entry: Entry) -> Places:
    """The chain copied at birth."""
    return Places(entry.place.tenant_id, entry.place.edition_id, entry.place.programme_id)
