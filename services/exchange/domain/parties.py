"""For whom a person acts: the organisations of the tenant that they registered or belong to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Organisation:
    """What the exchange knows of an organisation, which accounts decides on."""

    organisation_id: str
    tenant_id: str
    registered_by: str
    name: str = ""
    legal_name: str = ""
    members: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called."""
        return tuple(name for name in (self.name, self.legal_name) if name)

    @property
    def people(self) -> tuple[str, ...]:
        """Whom to tell of what concerns it."""
        return tuple(dict.fromkeys((*self.members, self.registered_by)))


Acting = frozenset[str]
"""The ids of the organisations that a person acts for."""
