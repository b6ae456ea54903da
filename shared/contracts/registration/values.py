"""Values of registration that its commands and events share."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from shared.contracts.values import Id, Instant, Line, Prose, Value
from shared.errors import N_

Tag = Annotated[Line, Field(min_length=1, max_length=60)]
Tags = Annotated[tuple[Tag, ...], Field(max_length=20)]


class ProgrammeKind(StrEnum):
    """What happens in a programme."""

    CONTEST = "contest"
    EXHIBITION = "exhibition"
    MATCHMAKING = "matchmaking"
    TRAINING = "training"
    CONFERENCE = "conference"


class WithdrawalReason(StrEnum):
    """Why an entry is withdrawn."""

    NO_TIME = "no_time"
    TEAM_CHANGED = "team_changed"
    ENTERED_TWICE = "entered_twice"
    OTHER = "other"


class EntryStatus(StrEnum):
    """Where an entry stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Decision(StrEnum):
    """What an organiser decides of an entry. More may be added: whoever reads it knows that."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class RejectionReason(StrEnum):
    """Why an entry is rejected."""

    NOT_ELIGIBLE = "not_eligible"
    INCOMPLETE = "incomplete"
    OUT_OF_SCOPE = "out_of_scope"
    OTHERS_PREFERRED = "others_preferred"
    ENTERED_TWICE = "entered_twice"
    OTHER = "other"


class LeftOutReason(StrEnum):
    """Why a prepared decision had nothing to decide any more."""

    WITHDRAWN = "withdrawn"
    DECIDED = "decided"


class EntryAnswers(Value):
    """The public answers of an entry."""

    title: Annotated[Line, Field(min_length=1, max_length=200, title=N_("Name of the project"))]
    """What the project is called."""
    summary: Annotated[Line, Field(max_length=500, title=N_("In one sentence"))] = ""
    """What it does, in one sentence."""
    description: Annotated[Prose, Field(max_length=20_000, title=N_("Description"))] = ""
    """The problem, the solution, what is new."""
    tags: Annotated[Tags, Field(title=N_("Fields"))] = ()
    """The fields that it belongs to."""


class StartupStep(Value):
    """Step 1 of a draft: the startup. What is incomplete is kept as it is."""

    kind: Literal["startup"] = "startup"
    name: Annotated[Line, Field(max_length=200)] = ""
    website: Annotated[Line, Field(max_length=300)] = ""
    country: Annotated[Line, Field(max_length=2)] = ""
    location: Annotated[Line, Field(max_length=200)] = ""
    founded_year: Annotated[Line, Field(max_length=10)] = ""
    team_size: Annotated[Line, Field(max_length=10)] = ""


class ProjectStep(Value):
    """Step 2 of a draft: the project. What is incomplete is kept as it is."""

    kind: Literal["project"] = "project"
    title: Annotated[Line, Field(max_length=200)] = ""
    summary: Annotated[Line, Field(max_length=500)] = ""
    description: Annotated[Prose, Field(max_length=20_000)] = ""


class FieldsStep(Value):
    """Step 3 of a draft: the fields that the project belongs to."""

    kind: Literal["fields"] = "fields"
    tags: Tags = ()


class Receipt(Value):
    """What proves a submission."""

    code: str
    """Short, to be read aloud."""
    submitted_at: Instant
    """The instant of arrival."""


class Place(Value):
    """Where an entry stands."""

    tenant_id: Id
    edition_id: Id
    programme_id: Id


class PagedDecision(Value):
    """The decision on one entry, as it stands on a page."""

    entry_id: Id
    decision: Decision
    reason: RejectionReason | None = None
    """Why, where it is rejected."""
    text: int | None = None
    """What the entrant is told beside: which of the page's texts, from 0."""


class AnnouncedDecision(Value):
    """A decision that its entrant is told of."""

    entry_id: Id
    decision: Decision
