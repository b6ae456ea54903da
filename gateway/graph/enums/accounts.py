"""Enums of people and organisations."""

import strawberry

from shared.contracts.accounts.roles import RoleName
from shared.contracts.accounts.values import InvitationStatus, OrganisationSize, Sector, Standing

__all__ = ["InvitationStatus", "OrganisationSize", "RoleName", "Sector", "Standing"]

SHOWN = (
    strawberry.enum(InvitationStatus, description="Where an invitation stands."),
    strawberry.enum(OrganisationSize, description="How large an organisation is."),
    strawberry.enum(RoleName, description="What a person is at a place."),
    strawberry.enum(Sector, description="The field that an organisation works in."),
    strawberry.enum(Standing, description="What a person is in an organisation."),
)
