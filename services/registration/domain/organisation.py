"""What registration knows of organisations, which accounts decides on: who enters for one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Organisation:
    """Where an organisation is registered, by whom, and the people who belong to it."""

    tenant_id: str
    registered_by: str
    members: tuple[str, ...] = ()


def enters_for(organisation: Organisation | None, tenant_id: str, person_id: str) -> bool:
    """Whether a person may enter for an organisation in the programmes of a tenant."""
    if organisation is None or organisation.tenant_id != tenant_id:
        return False
    return person_id == organisation.registered_by or person_id in organisation.members
