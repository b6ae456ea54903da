"""The contracts' enums that the schema shows, each described once, before any type speaks of it."""

import strawberry

from shared.contracts.accounts.roles import RoleName
from shared.contracts.jobs import JobStatus
from shared.contracts.notifications.values import MessageKind
from shared.contracts.registration.values import EntryStatus, ProgrammeKind, WithdrawalReason
from shared.errors import Kind

__all__ = ["EntryStatus", "JobStatus", "Kind", "MessageKind", "ProgrammeKind", "RoleName", "WithdrawalReason"]

SHOWN = (
    strawberry.enum(ProgrammeKind, description="What happens in a programme."),
    strawberry.enum(EntryStatus, description="Where an entry stands."),
    strawberry.enum(MessageKind, description="What a message is about."),
    strawberry.enum(JobStatus, description="Where a job stands."),
    strawberry.enum(WithdrawalReason, description="Why an entry was withdrawn."),
    strawberry.enum(RoleName, description="What a person is at a place."),
    strawberry.enum(Kind, name="RefusalKind", description="How a refusal is to be taken."),
)
