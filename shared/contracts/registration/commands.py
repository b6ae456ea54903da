"""What may be asked of registration."""

from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from shared.contracts.commands import Command
from shared.contracts.registration import refusals as no
from shared.contracts.registration.values import (
    EntryAnswers,
    FieldsStep,
    ProgrammeKind,
    ProjectStep,
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
    refuses=(no.EntryNotSubmitted, no.EntryWithdrawnAlready, no.DeadlinePassed),
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
