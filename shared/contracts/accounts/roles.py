"""Roles, each held at a place."""

from enum import StrEnum

from shared.contracts.values import Id, Value


class RoleName(StrEnum):
    """What a person is at a place."""

    ORGANISER = "organiser"
    SECRETARY = "secretary"


class Role(Value):
    """A role at a place: at a tenant, or further in at an edition or programme of it."""

    name: RoleName
    """What the person is."""
    tenant_id: Id
    """The tenant; a role at a tenant holds in all that is within."""
    edition_id: Id | None = None
    """The edition, where the role is held no higher."""
    programme_id: Id | None = None
    """The programme, where the role is held no higher."""
