"""Enums of programmes and entries."""

import strawberry

from shared.contracts.registration.values import EntryStatus, ProgrammeKind, WithdrawalReason

__all__ = ["EntryStatus", "ProgrammeKind", "WithdrawalReason"]

SHOWN = (
    strawberry.enum(EntryStatus, description="Where an entry stands."),
    strawberry.enum(ProgrammeKind, description="What happens in a programme."),
    strawberry.enum(WithdrawalReason, description="Why an entry was withdrawn."),
)
