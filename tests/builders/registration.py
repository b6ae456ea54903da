"""Commands, events and states of registration."""

from datetime import UTC, datetime, timedelta
from typing import Any

from services.registration.domain.decision_page import Candidate, Closing, DecisionPage, Preparing
from services.registration.domain.edition import Edition
from services.registration.domain.entry import Draft, Entry, Submitting, apply
from services.registration.domain.organisation import Organisation
from services.registration.domain.programme import Programme
from services.registration.domain.receipt import receipt_code
from services.registration.domain.release import ClosedPage, Release, Releasing
from shared.contracts.registration import commands, events
from shared.contracts.registration.values import (
    Decision,
    EntryAnswers,
    EntryStatus,
    PagedDecision,
    Place,
    ProgrammeKind,
    Receipt,
    StartupStep,
    WithdrawalReason,
)
from tests.builders.accounts import ORGANISATION, PERSON, TENANT, text

EDITION = "edition-2026"
PROGRAMME = "programme-contest"
ENTRY = "entry-nam-viet"
PAGE, RELEASE = "page-round-1", "release-round-1"
OPENS = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
CLOSES = datetime(2026, 10, 30, 10, 0, tzinfo=UTC)
"""17:00 in Vietnam."""
DURING = CLOSES - timedelta(days=3)
GRACE_MINUTES = 5


def place(**given: str) -> Place:
    return Place(**{"tenant_id": TENANT, "edition_id": EDITION, "programme_id": PROGRAMME, **given})


def answers(title: str = "Nấm hữu cơ", **given: Any) -> EntryAnswers:
    usual = {"summary": "Nấm sạch quanh năm", "description": "Trồng nấm trên rơm.", "tags": ("Nông nghiệp",)}
    return EntryAnswers(**{"title": title, **usual, **given})


def open_edition(**given: Any) -> commands.OpenEdition:
    return commands.OpenEdition(**{**_edition(), **given})


def open_programme(**given: Any) -> commands.OpenProgramme:
    return commands.OpenProgramme(**{**_programme(), **given})


def save_draft(**given: Any) -> commands.SaveDraft:
    usual = {"entry_id": ENTRY, "programme_id": PROGRAMME, "step": StartupStep(name="Nấm Việt")}
    return commands.SaveDraft(**{**usual, **given})


def submit_entry(**given: Any) -> commands.SubmitEntry:
    usual = {"entry_id": ENTRY, "programme_id": PROGRAMME, "organisation_id": ORGANISATION, "answers": answers()}
    return commands.SubmitEntry(**{**usual, **given})


def revise_entry(**given: Any) -> commands.ReviseEntry:
    return commands.ReviseEntry(**{"entry_id": ENTRY, "answers": answers("Nấm hữu cơ 2"), **given})


def withdraw_entry(**given: Any) -> commands.WithdrawEntry:
    return commands.WithdrawEntry(**{"entry_id": ENTRY, "reason": WithdrawalReason.NO_TIME, **given})


def prepare_decisions(**given: Any) -> commands.PrepareDecisions:
    usual = {"page_id": PAGE, "programme_id": PROGRAMME, "entry_ids": (ENTRY,), "decision": Decision.ACCEPTED}
    return commands.PrepareDecisions(**{**usual, **given})


def clear_decisions(**given: Any) -> commands.ClearDecisions:
    return commands.ClearDecisions(**{"page_id": PAGE, "entry_ids": (ENTRY,), **given})


def close_decisions(**given: Any) -> commands.CloseDecisions:
    return commands.CloseDecisions(**{"page_id": PAGE, "release_id": RELEASE, "version": 1, **given})


def release_decisions(**given: Any) -> commands.ReleaseDecisions:
    usual = {"release_id": RELEASE, "programme_id": PROGRAMME, "page_ids": (PAGE,)}
    return commands.ReleaseDecisions(**{**usual, **given})


def call_off_release(**given: Any) -> commands.CallOffRelease:
    return commands.CallOffRelease(**{"release_id": RELEASE, "programme_id": PROGRAMME, **given})


def preparing(**given: Any) -> Preparing:
    """One entry of the programme that may be decided."""
    candidates = {ENTRY: Candidate(PROGRAMME, EntryStatus.SUBMITTED)}
    return Preparing(**{"programme": programme(), "candidates": candidates, **given})


def decision_page(**given: Any) -> DecisionPage:
    """A page with one decision."""
    decisions = (PagedDecision(entry_id=ENTRY, decision=Decision.ACCEPTED),)
    return DecisionPage(**{"page_id": PAGE, "place": place(), "version": 1, "decisions": decisions, **given})


def closing(**given: Any) -> Closing:
    return Closing(**given)


def released(**given: Any) -> Release:
    usual = {"release_id": RELEASE, "place": place(), "page_ids": (PAGE,), "entries": 1, "released_at": DURING}
    return Release(**{**usual, **given})


def called_off(**given: Any) -> Release:
    return released(**{"page_ids": (), "entries": 0, "released_at": None, **given})


def releasing(**given: Any) -> Releasing:
    closed = (ClosedPage(PAGE, PROGRAMME, RELEASE, (ENTRY,)),)
    return Releasing(**{"programme": programme(), "pages": closed, **given})


def _edition() -> dict[str, Any]:
    named = {"slug": "2026", "name": text("Techfest 2026"), "year": 2026, "zone": "Asia/Ho_Chi_Minh"}
    return {"edition_id": EDITION, "tenant_id": TENANT, **named}


def _programme() -> dict[str, Any]:
    named = {"name": text("Cuộc thi"), "kind": ProgrammeKind.CONTEST}
    window = {"opens_at": OPENS, "closes_at": CLOSES, "grace_minutes": GRACE_MINUTES}
    return {"programme_id": PROGRAMME, "edition_id": EDITION, **named, **window}


def receipt(entry_id: str = ENTRY, submitted_at: datetime = DURING) -> Receipt:
    return Receipt(code=receipt_code(entry_id), submitted_at=submitted_at)


def edition_opened(**given: Any) -> events.EditionOpened:
    return events.EditionOpened(**{**_edition(), **given})


def programme_opened(**given: Any) -> events.ProgrammeOpened:
    return events.ProgrammeOpened(**{"tenant_id": TENANT, **_programme(), **given})


def entry_submitted(**given: Any) -> events.EntrySubmitted:
    usual = {
        "entry_id": ENTRY,
        "place": place(),
        "organisation_id": ORGANISATION,
        "submitted_by": PERSON,
        "on_behalf": False,
        "answers": answers(),
        "receipt": receipt(given.get("entry_id", ENTRY)),
        "in_grace": False,
    }
    return events.EntrySubmitted(**{**usual, **given})


def entry_revised(**given: Any) -> events.EntryRevised:
    usual = {"entry_id": ENTRY, "answers": answers("Nấm hữu cơ 2"), "revised_at": DURING + timedelta(hours=1)}
    return events.EntryRevised(**{**usual, **given})


def entry_withdrawn(**given: Any) -> events.EntryWithdrawn:
    usual = {"entry_id": ENTRY, "reason": WithdrawalReason.NO_TIME, "withdrawn_at": DURING + timedelta(hours=2)}
    return events.EntryWithdrawn(**{**usual, **given})


def edition(**given: Any) -> Edition:
    return Edition(**{**_edition(), **given})


def programme(**given: Any) -> Programme:
    return Programme(**{"tenant_id": TENANT, **_programme(), **given})


def organisation(**given: Any) -> Organisation:
    """As registration knows it."""
    return Organisation(**{"tenant_id": TENANT, "registered_by": PERSON, **given})


def submitting(**given: Any) -> Submitting:
    return Submitting(**{"programme": programme(), "organisation": organisation(), **given})


def draft(**given: Any) -> Entry:
    """An entry that its author has begun."""
    begun = Draft(DURING, startup=StartupStep(name="Nấm Việt"))
    usual = {"entry_id": ENTRY, "place": place(), "author_id": PERSON, "status": EntryStatus.DRAFT, "draft": begun}
    return Entry(**{**usual, **given})


def submitted(**given: Any) -> Entry:
    """An entry that has been handed in; `given` are fields of `EntrySubmitted`."""
    return apply(None, entry_submitted(**given))


def withdrawn(**given: Any) -> Entry:
    """An entry that has been handed in and taken back."""
    return apply(submitted(**given), entry_withdrawn())
