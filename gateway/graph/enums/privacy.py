"""Enums of consent and own data."""

import strawberry

from shared.contracts.accounts.values import DataRequestKind, DataRequestStatus, Purpose

__all__ = ["DataRequestKind", "DataRequestStatus", "Purpose"]

SHOWN = (
    strawberry.enum(DataRequestKind, description="What a person asks about the own data."),
    strawberry.enum(DataRequestStatus, description="Where a request about data stands."),
    strawberry.enum(Purpose, description="What consent is given for."),
)
