"""What is kept of each organisation, so that its likely twins are found: a row of its public facts, with the keys."""

from collections.abc import Iterable, Mapping
from typing import Any

from services.accounts.domain.algorithms.twins import KEYS_FORM, keys, profile
from shared.bus.messages import Incoming
from shared.bus.projection import Row
from shared.bus.reactions import Keep, Reactions
from shared.contracts.accounts.events import (
    OrganisationRegistered,
    OrganisationRevised,
    OrganisationSnapshot,
    OrganisationVerified,
)

COLLECTION, SOURCE = f"organisation_keys_{KEYS_FORM}", "organisation"
FACTS = ("tenant_id", "name", "legal_name", "website", "tax_code", "location")


def rows(told: Incoming) -> Iterable[Row]:
    """The organisation's row after the fact; of a verification, that alone."""
    event, seq = told.event, told.envelope.seq
    match event:
        case OrganisationVerified():
            yield Row(COLLECTION, event.organisation_id, SOURCE, seq, {"verified": event.verified})
        case OrganisationRegistered():
            yield row(event.organisation_id, seq, {**dict(event), "verified": False})
        case OrganisationRevised() | OrganisationSnapshot():
            yield row(event.organisation_id, seq, dict(event))


def row(organisation_id: str, seq: int, facts: Mapping[str, Any]) -> Row:
    """The row of an organisation that has these facts. Told facts only: a person's number is none of them."""
    known = {name: facts.get(name) for name in FACTS}
    found = profile([known["name"], known["legal_name"]], known["website"], known["tax_code"])
    held = {**known, "verified": bool(facts.get("verified")), "keys": list(keys(found))}
    return Row(COLLECTION, organisation_id, SOURCE, seq, held)


HEARD: Reactions = {
    kind: (Keep(rows),)
    for kind in (OrganisationRegistered, OrganisationRevised, OrganisationVerified, OrganisationSnapshot)
}
