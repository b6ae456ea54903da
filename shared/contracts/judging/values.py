"""Values of judging that its commands and events share."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from shared.contracts.accounts.values import Language, Sector
from shared.contracts.registration.values import Place, Tags
from shared.contracts.values import Id, Instant, Slug, Text, Value
from shared.errors import N_

__all__ = ["Place"]

Number = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,6}(?:\.[0-9]{1,4})?$"), Field(examples=["7.5"])]
"""An exact decimal number with a point; never a float, in which 7.1 is another number."""
HUNDRED = "100"
"""What the weights of a rubric add up to."""


class Anchor(Value):
    """What a mark means."""

    at: Annotated[Number, Field(title=N_("Mark"))]
    """The mark."""
    text: Text
    """What an entry shows that gets it."""


class Criterion(Value):
    """One thing that judges look at. A sheet's total is the sum of weight × mark ÷ highest over its criteria."""

    key: Annotated[Slug, Field(examples=["do-moi"])]
    """Its name within the rubric, for ever."""
    name: Annotated[Text, Field(title=N_("Criterion"))]
    """What it is called."""
    guidance: Text | None = None
    """What to look at."""
    weight: Annotated[Number, Field(title=N_("Weight"))]
    """How many of the hundred points it gives at its highest mark."""
    lowest: Number = "0"
    """The lowest mark."""
    highest: Number = "10"
    """The highest mark."""
    step: Number = "1"
    """Marks stand so far from each other, counted from the lowest."""
    anchors: Annotated[tuple[Anchor, ...], Field(max_length=11)] = ()
    """What the marks mean."""
    required: bool = True
    """Whether a sheet can't be submitted without it."""


Criteria = Annotated[tuple[Criterion, ...], Field(min_length=1, max_length=30, title=N_("Criteria"))]


class RoundKind(StrEnum):
    """What happens in a round."""

    SCREENING = "screening"
    REMOTE = "remote"
    PITCH = "pitch"
    DELIBERATION = "deliberation"


class TieRuleKind(StrEnum):
    """What decides between equal totals."""

    CRITERION_MEAN = "criterion_mean"
    """The higher mean of one criterion."""
    MOST_FIRST_PLACES = "most_first_places"
    """Whom more judges have put first of all that they scored."""
    PAIRWISE_MAJORITY = "pairwise_majority"
    """Whom more of the judges who scored both have put higher."""
    CHAIR = "chair"
    """The chair, in writing, when the result is sealed."""


class TieRule(Value):
    """One rule of the list that decides ties; what it leaves equal, the next decides."""

    kind: TieRuleKind
    """Which."""
    criterion: Slug | None = None
    """Whose mean, where means are compared."""


class Aggregation(StrEnum):
    """How the sheets of an entry make its total."""

    MEAN = "mean"


class RoundPolicy(Value):
    """What holds in a round; chosen before scores come in."""

    judges_per_entry: Annotated[int, Field(ge=1, le=20, title=N_("Judges for each entry"))] = 3
    """How many judges score each entry."""
    load_max: Annotated[int | None, Field(ge=1, le=1000, title=N_("Entries for each judge, at most"))] = None
    """How many entries a judge gets at most, where the judge has not set less."""
    aggregation: Aggregation = Aggregation.MEAN
    """How sheets make a total."""
    sheet_decimals: Annotated[int | None, Field(ge=0, le=4)] = None
    """To how many decimals a sheet's total is rounded (half up) before the mean; not rounded without."""
    entry_decimals: Annotated[int, Field(ge=0, le=4, title=N_("Decimals of the result"))] = 2
    """To how many decimals an entry's total is rounded (half up) before places are given."""
    ties: Annotated[tuple[TieRule, ...], Field(max_length=10)] = ()
    """What decides between equal totals, in this order; what stays equal shares the place."""
    names_hidden: bool = False
    """Whether judges are not told whose entry they score."""
    winners: Annotated[int, Field(ge=1, le=100, title=N_("Places that are published"))] = 3
    """How many places are published."""
    scores_published: bool = False
    """Whether totals are published with the places."""
    document_public: bool = False
    """Whether everybody may have the sealed document once the result is published; else chair and organisers."""


class RoundStatus(StrEnum):
    """Where a round stands."""

    OPEN = "open"
    CLOSED = "closed"


class CandidateStatus(StrEnum):
    """Whether an entry is judged for an award."""

    ELIGIBLE = "eligible"
    REMOVED = "removed"


class RemovalReason(StrEnum):
    """Why an entry is no longer judged."""

    WITHDRAWN = "withdrawn"
    NOT_ACCEPTED = "not_accepted"
    ORGANISER = "organiser"


class JudgeStatus(StrEnum):
    """Where a judge stands with an award."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LEFT = "left"


class Expertise(Value):
    """What a judge knows, and how much the judge takes on."""

    sectors: Annotated[tuple[Sector, ...], Field(max_length=15, title=N_("Fields"))] = ()
    """Fields of work."""
    keywords: Annotated[Tags, Field(title=N_("Key words"))] = ()
    """In the judge's own words; they are compared with the entries' texts."""
    languages: Annotated[tuple[Language, ...], Field(max_length=2)] = ("vi",)
    """Languages that the judge reads."""
    load_max: Annotated[int | None, Field(ge=1, le=1000, title=N_("Entries at most"))] = None
    """How many entries the judge takes."""


class ConflictKind(StrEnum):
    """Why a judge may not score an entry."""

    SAME_PERSON = "same_person"
    SAME_ORGANISATION = "same_organisation"
    SAME_MAIL_DOMAIN = "same_mail_domain"
    FAMILY = "family"
    FORMER_COLLEAGUE = "former_colleague"
    INVESTOR = "investor"
    ADVISER = "adviser"
    OTHER = "other"


FOUND = frozenset({ConflictKind.SAME_PERSON, ConflictKind.SAME_ORGANISATION, ConflictKind.SAME_MAIL_DOMAIN})
"""What the system finds by itself; the others are declared."""


class ConflictStatus(StrEnum):
    """Where a conflict stands; it keeps the pair apart unless it is dismissed."""

    RAISED = "raised"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


class Evidence(Value):
    """What a conflict was found by."""

    noun: Annotated[str, StringConstraints(pattern=r"^[a-z_]{2,40}$")]
    """What kind of thing."""
    id: Id
    """Which."""


class AssignmentOrigin(StrEnum):
    """How a judge came to an entry."""

    PLAN = "plan"
    HAND = "hand"
    ALTERNATE = "alternate"
    """In the place of one who was recused."""


class AssignmentStatus(StrEnum):
    """Whether an assignment holds."""

    ASSIGNED = "assigned"
    UNASSIGNED = "unassigned"
    RECUSED = "recused"


class RecusalReason(StrEnum):
    """Why a judge does not score an entry after all."""

    CONFLICT = "conflict"
    NO_TIME = "no_time"
    NOT_MY_FIELD = "not_my_field"
    OTHER = "other"


class ScoresheetStatus(StrEnum):
    """Where a scoresheet stands."""

    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    REOPENED = "reopened"
    LATE = "late"
    """Submitted after the round was closed: kept, and counts nowhere."""


class NoteKind(StrEnum):
    """Whom a note on a scoresheet is for."""

    PRIVATE = "private"
    FOR_ENTRANT = "for_entrant"


class Mark(Value):
    """The mark of one criterion as a device has it. None says that it is not scored, which is never zero."""

    criterion: Slug
    """Its key."""
    mark: Number | None = None
    """The mark."""
    at: Instant
    """When it was given, by the device's own clock."""


class FinalMark(Value):
    """A mark of a submitted sheet."""

    criterion: Slug
    """Its key."""
    mark: Number
    """The mark."""


class SheetSeq(Value):
    """A scoresheet as it was counted."""

    sheet_id: Id
    """Which."""
    seq: Annotated[int, Field(ge=1)]
    """The number of its last fact."""


class TieDecision(Value):
    """The chair's order of entries whose totals are equal."""

    entry_ids: Annotated[tuple[Id, ...], Field(min_length=2, max_length=100)]
    """The best first."""


class Placed(Value):
    """An entry and its place."""

    place: Annotated[int, Field(ge=1)]
    """From 1; equal entries share one, and the next place is left out for each of them."""
    entry_id: Id
    """Which entry."""
    organisation_id: Id
    """Whose."""
    total: Number | None = None
    """Where totals are published."""
