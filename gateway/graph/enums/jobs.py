"""Enums of long work."""

import strawberry

from shared.contracts.jobs import JobStatus

__all__ = ["JobStatus"]

SHOWN = (strawberry.enum(JobStatus, description="Where a job stands."),)
