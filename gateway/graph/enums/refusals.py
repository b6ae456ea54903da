"""Enums of refusals."""

import strawberry

from shared.errors import Kind

__all__ = ["Kind"]

SHOWN = (strawberry.enum(Kind, name="RefusalKind", description="How a refusal is to be taken."),)
