"""Roles, each held at a place."""

from enum import StrEnum

from shared.contracts.values import Id, Value


class RoleName(StrEnum):
    """What a person is at a place."""

    ORGANISER = "organiser"
    """Runs what happens there, and grants the roles."""
    SECRETARY = "secretary"
    """Sees to entries and papers."""
    MODERATOR = "moderator"
    """Checks organisations and listings before they are shown."""
    CHAIR = "chair"
    """Leads a panel of judges and seals its result."""
    JUDGE = "judge"
    """Scores what the panel assigns."""
    ENTRANT = "entrant"
    """Enters a programme."""
    EXCHANGE_MEMBER = "exchange_member"
    """Offers and seeks at the exchange."""
    DOOR = "door"
    """Lets people in."""
    VISITOR = "visitor"
    """Comes to see."""


class Role(Value):
    """A role at a place: at a tenant, or further in at an edition, programme, award or organisation of it."""

    name: RoleName
    """What the person is."""
    tenant_id: Id
    """The tenant; a role at a tenant holds in all that is within."""
    edition_id: Id | None = None
    """The edition, where the role is held no higher."""
    programme_id: Id | None = None
    """The programme, where the role is held no higher."""
    award_id: Id | None = None
    """The award, where the role is held no higher."""
    organisation_id: Id | None = None
    """The organisation for which the role is held."""
