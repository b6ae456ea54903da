"""The contracts' enums that the schema shows, each described once, before any type speaks of it."""

import strawberry

from shared.contracts.accounts.roles import RoleName
from shared.contracts.accounts.values import (
    DataRequestKind,
    DataRequestStatus,
    InvitationStatus,
    OrganisationSize,
    Purpose,
    Sector,
    Standing,
)
from shared.contracts.jobs import JobStatus
from shared.contracts.notifications.values import MessageKind, Topic
from shared.contracts.registration.values import EntryStatus, ProgrammeKind, WithdrawalReason
from shared.errors import Kind

__all__ = [
    "DataRequestKind",
    "DataRequestStatus",
    "EntryStatus",
    "InvitationStatus",
    "JobStatus",
    "Kind",
    "MessageKind",
    "OrganisationSize",
    "ProgrammeKind",
    "Purpose",
    "RoleName",
    "Sector",
    "Standing",
    "Topic",
    "WithdrawalReason",
]

SHOWN = (
    strawberry.enum(ProgrammeKind, description="What happens in a programme."),
    strawberry.enum(EntryStatus, description="Where an entry stands."),
    strawberry.enum(Topic, description="What a mail may be about that a person can do without."),
    strawberry.enum(MessageKind, description="What a message is about."),
    strawberry.enum(Purpose, description="What consent is given for."),
    strawberry.enum(DataRequestKind, description="What a person asks about the own data."),
    strawberry.enum(DataRequestStatus, description="Where a request about data stands."),
    strawberry.enum(JobStatus, description="Where a job stands."),
    strawberry.enum(WithdrawalReason, description="Why an entry was withdrawn."),
    strawberry.enum(RoleName, description="What a person is at a place."),
    strawberry.enum(Standing, description="What a person is in an organisation."),
    strawberry.enum(Sector, description="The field that an organisation works in."),
    strawberry.enum(OrganisationSize, description="How large an organisation is."),
    strawberry.enum(InvitationStatus, description="Where an invitation stands."),
    strawberry.enum(Kind, name="RefusalKind", description="How a refusal is to be taken."),
)
