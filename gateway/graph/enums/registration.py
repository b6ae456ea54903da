"""Enums of programmes and entries."""

import strawberry

from shared.contracts.registration.values import (
    Decision,
    EntryStatus,
    ProgrammeKind,
    RejectionReason,
    WithdrawalReason,
)

__all__ = ["Decision", "EntryStatus", "ProgrammeKind", "RejectionReason", "WithdrawalReason"]

SHOWN = (
    strawberry.enum(Decision, description="What is decided of an entry."),
    strawberry.enum(RejectionReason, description="Why an entry was rejected."),
    strawberry.enum(EntryStatus, description="Where an entry stands."),
    strawberry.enum(ProgrammeKind, description="What happens in a programme."),
    strawberry.enum(WithdrawalReason, description="Why an entry was withdrawn."),
)
