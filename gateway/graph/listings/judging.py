"""Lists of the judging."""

import strawberry

from gateway.graph.enums.judging import (
    AssignmentStatus,
    CandidateStatus,
    ConflictStatus,
    JudgeStatus,
    ScoresheetStatus,
)
from gateway.graph.listings.filters import any_of, equal
from gateway.graph.lists import Listing, Sorting


@strawberry.input(description="Which awards are listed: all that is given must hold.")
class AwardFilter:
    """A filter of awards."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    edition_id: strawberry.ID | None = strawberry.field(default=None, description="Of this edition.")
    programme_id: strawberry.ID | None = strawberry.field(default=None, description="Of this programme.")


@strawberry.input(description="Which entries that are judged are listed: all that is given must hold.")
class CandidateFilter:
    """A filter of candidates."""

    award_id: strawberry.ID | None = strawberry.field(default=None, description="For this award.")
    entry_id: strawberry.ID | None = strawberry.field(default=None, description="This entry.")
    statuses: list[CandidateStatus] | None = strawberry.field(default=None, description="Standing at any of these.")


@strawberry.input(description="Which judges are listed: all that is given must hold.")
class JudgeFilter:
    """A filter of judges."""

    award_id: strawberry.ID | None = strawberry.field(default=None, description="Of this award.")
    person_id: strawberry.ID | None = strawberry.field(default=None, description="This person.")
    statuses: list[JudgeStatus] | None = strawberry.field(default=None, description="Standing at any of these.")


@strawberry.input(description="Which conflicts of interest are listed: all that is given must hold.")
class ConflictFilter:
    """A filter of conflicts."""

    award_id: strawberry.ID | None = strawberry.field(default=None, description="Of this award.")
    judge_id: strawberry.ID | None = strawberry.field(default=None, description="Of this judge.")
    entry_id: strawberry.ID | None = strawberry.field(default=None, description="With this entry.")
    statuses: list[ConflictStatus] | None = strawberry.field(default=None, description="Standing at any of these.")


@strawberry.input(description="Which assignments are listed: all that is given must hold.")
class AssignmentFilter:
    """A filter of assignments."""

    award_id: strawberry.ID | None = strawberry.field(default=None, description="Of this award.")
    round_id: strawberry.ID | None = strawberry.field(default=None, description="Of this round.")
    judge_id: strawberry.ID | None = strawberry.field(default=None, description="Of this judge.")
    person_id: strawberry.ID | None = strawberry.field(default=None, description="Of this person.")
    entry_id: strawberry.ID | None = strawberry.field(default=None, description="Of this entry.")
    statuses: list[AssignmentStatus] | None = strawberry.field(default=None, description="Standing at any of these.")
    sheet_statuses: list[ScoresheetStatus] | None = strawberry.field(
        default=None, description="With a scoresheet that stands at any of these."
    )


@strawberry.input(description="Which published places are listed: all that is given must hold.")
class PlacingFilter:
    """A filter of places."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    edition_id: strawberry.ID | None = strawberry.field(default=None, description="Of this edition.")
    programme_id: strawberry.ID | None = strawberry.field(default=None, description="Of this programme.")
    award_id: strawberry.ID | None = strawberry.field(default=None, description="Of this award.")
    round_id: strawberry.ID | None = strawberry.field(default=None, description="Of this round.")
    entry_id: strawberry.ID | None = strawberry.field(default=None, description="Won by this entry.")
    organisation_id: strawberry.ID | None = strawberry.field(default=None, description="Won by this organisation.")


_TENANT, _EDITION = equal("tenant_id", "tenantId"), equal("edition_id", "editionId")
_PROGRAMME, _AWARD = equal("programme_id", "programmeId"), equal("award_id", "awardId")
_ROUND, _ENTRY = equal("round_id", "roundId"), equal("entry_id", "entryId")
_JUDGE, _PERSON = equal("judge_id", "judgeId"), equal("person_id", "personId")
_STATUS = any_of("status", "status")

AWARDS = Listing(
    kind="Award",
    orders={"ID": Sorting("award_id", "awardId")},
    filters={"tenant_id": _TENANT, "edition_id": _EDITION, "programme_id": _PROGRAMME},
    facets={},
)
CANDIDATES = Listing(
    kind="Candidate",
    orders={"ID": Sorting("candidate_id", "candidateId")},
    filters={"award_id": _AWARD, "entry_id": _ENTRY, "statuses": _STATUS},
    facets={},
)
JUDGES = Listing(
    kind="Judge",
    orders={"ID": Sorting("judge_id", "judgeId")},
    filters={"award_id": _AWARD, "person_id": _PERSON, "statuses": _STATUS},
    facets={},
)
CONFLICTS = Listing(
    kind="Conflict",
    orders={"ID": Sorting("conflict_id", "conflictId")},
    filters={"award_id": _AWARD, "judge_id": _JUDGE, "entry_id": _ENTRY, "statuses": _STATUS},
    facets={},
)
ASSIGNMENTS = Listing(
    kind="Assignment",
    orders={"ID": Sorting("assignment_id", "assignmentId")},
    filters={
        "award_id": _AWARD,
        "round_id": _ROUND,
        "judge_id": _JUDGE,
        "person_id": _PERSON,
        "entry_id": _ENTRY,
        "statuses": _STATUS,
        "sheet_statuses": any_of("sheet_status", "sheetStatus"),
    },
    facets={},
)
PLACINGS = Listing(
    kind="Placing",
    orders={"PLACE": Sorting("place", "place")},
    filters={
        "tenant_id": _TENANT,
        "edition_id": _EDITION,
        "programme_id": _PROGRAMME,
        "award_id": _AWARD,
        "round_id": _ROUND,
        "entry_id": _ENTRY,
        "organisation_id": equal("organisation_id", "organisationId"),
    },
    facets={},
)
LISTINGS = (AWARDS, CANDIDATES, JUDGES, CONFLICTS, ASSIGNMENTS, PLACINGS)
