"""Enums of awards, judges and scoresheets."""

import strawberry

from shared.contracts.judging.values import (
    Aggregation,
    AssignmentOrigin,
    AssignmentStatus,
    CandidateStatus,
    ConflictKind,
    ConflictStatus,
    JudgeStatus,
    NoteKind,
    RecusalReason,
    RemovalReason,
    RoundKind,
    RoundStatus,
    ScoresheetStatus,
    TieRuleKind,
)

__all__ = [
    "Aggregation",
    "AssignmentOrigin",
    "AssignmentStatus",
    "CandidateStatus",
    "ConflictKind",
    "ConflictStatus",
    "JudgeStatus",
    "NoteKind",
    "RecusalReason",
    "RemovalReason",
    "RoundKind",
    "RoundStatus",
    "ScoresheetStatus",
    "TieRuleKind",
]

SHOWN = (
    strawberry.enum(Aggregation, description="How sheets make a total."),
    strawberry.enum(AssignmentOrigin, description="How a judge came to an entry."),
    strawberry.enum(AssignmentStatus, description="Whether an assignment holds."),
    strawberry.enum(CandidateStatus, description="Whether an entry is judged for an award."),
    strawberry.enum(ConflictKind, description="Why a judge may not score an entry."),
    strawberry.enum(ConflictStatus, description="Where a conflict of interest stands."),
    strawberry.enum(JudgeStatus, description="Where a judge stands with an award."),
    strawberry.enum(NoteKind, description="Whom a note on a scoresheet is for."),
    strawberry.enum(RecusalReason, description="Why a judge does not score an entry after all."),
    strawberry.enum(RemovalReason, description="Why an entry is no longer judged."),
    strawberry.enum(RoundKind, description="What happens in a round."),
    strawberry.enum(RoundStatus, description="Where a round stands."),
    strawberry.enum(ScoresheetStatus, description="Where a scoresheet stands."),
    strawberry.enum(TieRuleKind, description="What decides between equal totals."),
)
