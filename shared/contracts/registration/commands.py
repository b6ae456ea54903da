"""What may be asked of registration."""

from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from shared.contracts.commands import Command
from shared.contracts.registration import refusals as no
from shared.contracts.registration.values import (
    Decision,
    EntryAnswers,
    FieldsStep,
    ProgrammeKind,
    ProjectStep,
    RejectionReason,
    StartupStep,
    WithdrawalReason,
)
from shared.contracts.values import Id, Instant, Prose, Slug, Text
from shared.errors import N_, FieldFault


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise FieldFault((), "not_a_choice")
    return name


Zone = Annotated[str, Field(pattern=r"^[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)*$", max_length=64), AfterValidator(_known_zone)]
"""A time zone of the IANA database."""


class OpenEdition(
    Command,
    wire="registration.open_edition",
    about="edition_id",
    refuses=(no.EditionExists, no.EditionSlugTaken),
):
    """Opens an edition: one Techfest of a tenant, in one year."""

    edition_id: Id
    """The new edition."""
    tenant_id: Id
    """Whose Techfest it is."""
    slug: Annotated[Slug, Field(title=N_("Address"))]
    """Its part of the web address, one of its kind within the tenant."""
    name: Annotated[Text, Field(title=N_("Name"))]
    """Its name."""
    year: Annotated[int, Field(ge=2000, le=2100, title=N_("Year"))]
    """The year in which it is held."""
    zone: Zone = "Asia/Ho_Chi_Minh"
    """The IANA time zone in which its times are shown."""


class OpenProgramme(
    Command,
    wire="registration.open_programme",
    about="programme_id",
    refuses=(no.ProgrammeExists, no.UnknownEdition, no.ClosesBeforeOpening),
):
    """Opens a programme of an edition: a contest, an exhibition, a training."""

    programme_id: Id
    """The new programme."""
    edition_id: Id
    """The edition that it belongs to."""
    name: Annotated[Text, Field(title=N_("Name"))]
    """Its name."""
    kind: ProgrammeKind
    """What happens in it."""
    opens_at: Annotated[Instant, Field(title=N_("Opens"))]
    """From when entries are taken."""
    closes_at: Annotated[Instant, Field(title=N_("Deadline"))]
    """The last instant at which an entry is in time."""
    grace_minutes: Annotated[int, Field(ge=0, le=1440, title=N_("Grace, in minutes"))] = 0
    """How long after the deadline an entry is taken and flagged."""


class SaveDraft(
    Command,
    wire="registration.save_draft",
    about="entry_id",
    refuses=(
        no.UnknownProgramme,
        no.EntryElsewhere,
        no.EntrySubmittedAlready,
        no.EntryWithdrawnAlready,
        no.NotYetOpen,
        no.DeadlinePassed,
    ),
):
    """Saves one step of a draft, whole. Nobody but its author sees it."""

    entry_id: Id
    """The entry; a new id begins a draft."""
    programme_id: Id
    """The programme that is entered."""
    step: Annotated[StartupStep | ProjectStep | FieldsStep, Field(discriminator="kind")]
    """The step as it is now."""


class SubmitEntry(
    Command,
    wire="registration.submit_entry",
    about="entry_id",
    refuses=(
        no.UnknownProgramme,
        no.EntryElsewhere,
        no.EntryWithdrawnAlready,
        no.NotYetOpen,
        no.DeadlinePassed,
        no.OrganisationNotYours,
    ),
):
    """Submits an entry to a programme. Submitted again it gives the same receipt."""

    entry_id: Id
    """The entry."""
    programme_id: Id
    """The programme that is entered."""
    organisation_id: Id
    """The organisation that enters."""
    answers: EntryAnswers
    """The public answers."""


class ReviseEntry(
    Command,
    wire="registration.revise_entry",
    about="entry_id",
    refuses=(no.EntryNotSubmitted, no.EntryWithdrawnAlready, no.EntryDecidedAlready, no.DeadlinePassed),
):
    """Corrects a submitted entry until the deadline; the answers are given whole."""

    entry_id: Id
    """The entry."""
    answers: EntryAnswers
    """The public answers as they are to be."""


class WithdrawEntry(
    Command,
    wire="registration.withdraw_entry",
    about="entry_id",
    refuses=(no.EntryNotSubmitted,),
):
    """Withdraws a submitted entry."""

    entry_id: Id
    """The entry."""
    reason: WithdrawalReason
    """Why."""
    text: Annotated[Prose | None, Field(max_length=2_000, title=N_("In your own words"))] = None
    """What there is to say about it, for the organisers; it is sealed before it is kept."""


ON_A_PAGE, PAGES_AT_ONCE = 500, 50
"""Decisions on a page, and pages of one release: 25,000 entries."""
SomeEntries = Annotated[tuple[Id, ...], Field(min_length=1, max_length=ON_A_PAGE)]


class PrepareDecisions(
    Command,
    wire="registration.prepare_decisions",
    about="page_id",
    refuses=(
        no.UnknownProgramme,
        no.PageElsewhere,
        no.PageFull,
        no.PageClosed,
        no.PageReleased,
        no.PreparedElsewhere,
    ),
):
    """Prepares one decision on some entries; nobody but organisers and secretaries sees it before it is released.

    Prepared again for the same entry, the last one counts.
    """

    page_id: Id
    """The page on which it stands; a new id begins one."""
    programme_id: Id
    """The programme whose entries are decided."""
    entry_ids: SomeEntries
    """The entries: handed in, and not decided yet."""
    decision: Decision
    """What is decided."""
    reason: Annotated[RejectionReason | None, Field(title=N_("Reason"))] = None
    """Why, where they are rejected."""
    text: Annotated[Prose | None, Field(max_length=1_000, title=N_("To the entrant, in your own words"))] = None
    """What the entrants are told beside it; it is sealed before it is kept."""


class ClearDecisions(
    Command,
    wire="registration.clear_decisions",
    about="page_id",
    refuses=(no.PageClosed, no.PageReleased),
):
    """Takes prepared decisions back: the entries are undecided again. Nobody ever hears of it."""

    page_id: Id
    """The page on which they stand."""
    entry_ids: SomeEntries
    """The entries; one without a decision there is passed over."""


class CloseDecisions(
    Command,
    wire="registration.close_decisions",
    about="page_id",
    refuses=(no.PageChanged, no.PageClosed, no.PageReleased, no.NothingToRelease, no.ReleaseCalledOff),
):
    """Closes a page for a release, as it was looked at: nothing on it changes unless that release is called off."""

    page_id: Id
    """The page."""
    release_id: Id
    """The release that is to name it; a new id begins one."""
    version: Annotated[int, Field(ge=1)]
    """The version of the page that was looked at."""


class ReleaseDecisions(
    Command,
    wire="registration.release_decisions",
    about="release_id",
    refuses=(
        no.UnknownProgramme,
        no.PageNotClosed,
        no.PreparedElsewhere,
        no.ReleasedAlready,
        no.ReleaseCalledOff,
        no.ReleaseElsewhere,
    ),
    grave=True,
):
    """Applies all decisions of the named pages at once. It can't be taken back.

    Entries that were withdrawn meanwhile are left out.
    """

    release_id: Id
    """The release for which the pages were closed."""
    programme_id: Id
    """The programme whose entries are decided."""
    page_ids: Annotated[tuple[Id, ...], Field(min_length=1, max_length=PAGES_AT_ONCE)]
    """The pages, each closed for this release."""


class CallOffRelease(
    Command,
    wire="registration.call_off_release",
    about="release_id",
    refuses=(no.UnknownProgramme, no.ReleasedAlready, no.ReleaseElsewhere),
):
    """Calls a release off before it is made: the pages that were closed for it can be changed again."""

    release_id: Id
    """The release."""
    programme_id: Id
    """The programme whose pages were closed."""
