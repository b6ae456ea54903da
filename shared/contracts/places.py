"""Where a thing stands: the chain of places that rules are asked along."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Places:
    """The chain of places of an aggregate, copied at birth: every event and document carries it."""

    tenant_id: str
    edition_id: str | None = None
    programme_id: str | None = None
    award_id: str | None = None
    organisation_id: str | None = None
