"""An organisation with its public facts."""

import hashlib
import hmac
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from services.accounts.domain.members import Members
from shared.contracts.accounts.commands import RegisterOrganisation, ReviseOrganisation, VerifyOrganisation
from shared.contracts.accounts.events import (
    OrganisationRegistered,
    OrganisationRevised,
    OrganisationSnapshot,
    OrganisationVerified,
)
from shared.contracts.accounts.refusals import OrganisationExists
from shared.contracts.accounts.values import OrganisationFacts, OrganisationSize, Sector
from shared.contracts.context import Context
from shared.contracts.events import Event, Kept
from shared.contracts.personal import PersonText
from shared.contracts.places import Places
from shared.errors import NotFound

FACTS = tuple(OrganisationFacts.model_fields)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as it stands.

    `tax_code` is an enterprise's, which is told. A household's is a person's number: it stands sealed alone.
    `tax_key` is a keyed hash of either, to compare.
    """

    organisation_id: str
    tenant_id: str
    registered_by: str
    name: str
    website: str | None = None
    country: str | None = None
    location: str | None = None
    founded_year: int | None = None
    team_size: int | None = None
    legal_name: str | None = None
    tax_code: str | None = None
    household: bool = False
    founded_on: date | None = None
    sector: Sector | None = None
    size: OrganisationSize | None = None
    verified: bool = False
    tax_key: str | None = None
    sealed_tax_code: PersonText | None = None


class TaxCodeKept(Kept):
    """What is kept of a tax code beside what is told of it."""

    tax_key: str | None
    sealed_tax_code: PersonText | None


@dataclass(frozen=True, slots=True)
class TaxIdentity:
    """A checked tax code in the forms in which it may be kept, made outside the rule."""

    told: str | None = None
    key: str | None = None
    household: bool = False
    sealed: PersonText | None = None


@dataclass(frozen=True, slots=True)
class Registering:
    """What registering needs beside the command."""

    tenant_known: bool
    tax: TaxIdentity = TaxIdentity()


@dataclass(frozen=True, slots=True)
class Revising:
    """What revising needs beside the command; who belongs to the organisation is for access."""

    tax: TaxIdentity
    members: Members | None = None


def register(
    organisation: Organisation | None, command: RegisterOrganisation, context: Context, found: Registering
) -> tuple[Event, ...]:
    """A new organisation; the same content again changes nothing.

    Refuses `OrganisationExists` for other content, `NotFound` for a tenant that isn't there.
    """
    if organisation is None:
        if not found.tenant_known:
            raise NotFound
        registered = OrganisationRegistered(
            organisation_id=command.organisation_id,
            tenant_id=command.tenant_id,
            registered_by=context.actor_id,
            **_told(command, found.tax),
        )
        return (registered, *_kept(found.tax, None))
    if organisation.tenant_id != command.tenant_id or not _says(organisation, command, found.tax):
        raise OrganisationExists
    return ()


def revise(
    organisation: Organisation | None, command: ReviseOrganisation, _: Context, found: Revising
) -> tuple[Event, ...]:
    """Other facts, whole; the same ones change nothing. Another name or tax code isn't verified yet."""
    known, tax = _known(organisation), found.tax
    if _says(known, command, tax):
        return ()
    same = (known.name, known.legal_name, known.tax_key) == (command.name, command.legal_name, tax.key)
    revised = OrganisationRevised(
        organisation_id=known.organisation_id,
        tenant_id=known.tenant_id,
        verified=known.verified and same,
        **_told(command, tax),
    )
    return (revised, *_kept(tax, known))


def verify(organisation: Organisation | None, command: VerifyOrganisation, _: Context) -> tuple[Event, ...]:
    """Compared with the register of enterprises, or that taken back; said again it changes nothing."""
    known = _known(organisation)
    if known.verified == command.verified:
        return ()
    verified = OrganisationVerified(
        organisation_id=known.organisation_id, tenant_id=known.tenant_id, verified=command.verified
    )
    return (verified,)


def _known(organisation: Organisation | None) -> Organisation:
    if organisation is None:
        raise NotFound
    return organisation


def _says(organisation: Organisation, facts: OrganisationFacts, tax: TaxIdentity) -> bool:
    same = all(getattr(organisation, name) == getattr(facts, name) for name in FACTS)
    return same and (organisation.tax_code, organisation.tax_key) == (tax.told, tax.key)


def _told(facts: OrganisationFacts, tax: TaxIdentity) -> dict[str, Any]:
    said = {name: getattr(facts, name) for name in FACTS}
    return {**said, "tax_code": tax.told, "household": tax.household}


def _kept(tax: TaxIdentity, known: Organisation | None) -> tuple[Event, ...]:
    """Sealed again it is another text: the old one stays where the code does."""
    if tax.key == (known.tax_key if known else None):
        return ()
    return (TaxCodeKept(tax_key=tax.key, sealed_tax_code=tax.sealed),)


def apply(organisation: Organisation | None, event: Event) -> Organisation:
    """The organisation after the fact."""
    match event:
        case OrganisationRegistered():
            return Organisation(**dict(event))
        case OrganisationRevised() | OrganisationVerified() if organisation:
            return replace(organisation, **dict(event))
        case TaxCodeKept() if organisation:
            return replace(organisation, **dict(event))
        case OrganisationSnapshot():
            return replace(organisation, **dict(event)) if organisation else Organisation(**dict(event))
    raise TypeError(f"{type(event).__name__} is no fact of this organisation")


def snapshot(organisation: Organisation) -> OrganisationSnapshot:
    """All that told facts have said."""
    told = {f.name for f in fields(organisation)} & set(OrganisationSnapshot.model_fields)
    return OrganisationSnapshot(**{name: getattr(organisation, name) for name in told})


def places(organisation: Organisation) -> Places:
    """Where it is registered."""
    return Places(organisation.tenant_id, organisation_id=organisation.organisation_id)


def tax_key(secret: bytes, code: str) -> str:
    """What a tax code in its normal form is compared by: without the secret nobody can tell which one it is of."""
    return hmac.new(secret, code.encode(), hashlib.sha256).hexdigest()
