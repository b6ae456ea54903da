"""Consent to one purpose: given by the person alone, with a receipt, and taken back as easily."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from shared.contracts.accounts.commands import GiveConsent, WithdrawConsent
from shared.contracts.accounts.events import ConsentGiven, ConsentSnapshot, ConsentWithdrawn
from shared.contracts.accounts.values import Purpose
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.places import Places
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person has said last to one purpose, and to which version of its text."""

    consent_id: str
    person_id: str
    tenant_id: str
    purpose: Purpose
    text_version: int
    given_at: datetime
    withdrawn_at: datetime | None = None


def consent_id(person_id: str, purpose: Purpose) -> str:
    """The id of a person's consent to a purpose, found from both."""
    return hashlib.sha256(f"consent\x1f{person_id}\x1f{purpose}".encode()).hexdigest()[:32]


def give(consent: Consent | None, command: GiveConsent, context: Context, tenant_id: str) -> tuple[Event, ...]:
    """Agrees; what holds already for this version of the text changes nothing, so that the receipt stays the first."""
    if consent and not consent.withdrawn_at and consent.text_version == command.text_version:
        return ()
    return (
        ConsentGiven(
            consent_id=consent_id(command.person_id, command.purpose),
            person_id=command.person_id,
            tenant_id=tenant_id,
            purpose=command.purpose,
            text_version=command.text_version,
            given_at=context.now,
        ),
    )


def withdraw(consent: Consent | None, command: WithdrawConsent, context: Context) -> tuple[Event, ...]:
    """Takes back; what was taken back already changes nothing. Refuses `NotFound` for what was never given."""
    if consent is None:
        raise NotFound
    if consent.withdrawn_at:
        return ()
    return (
        ConsentWithdrawn(
            consent_id=consent.consent_id,
            person_id=consent.person_id,
            tenant_id=consent.tenant_id,
            purpose=consent.purpose,
            withdrawn_at=context.now,
        ),
    )


def apply(consent: Consent | None, event: Event) -> Consent:
    """The consent after the fact."""
    match event:
        case ConsentGiven() | ConsentSnapshot():
            return Consent(**dict(event))
        case ConsentWithdrawn() if consent:
            return replace(consent, withdrawn_at=event.withdrawn_at)
    raise TypeError(f"{type(event).__name__} is no fact of this consent")


def snapshot(consent: Consent) -> ConsentSnapshot:
    """All that told facts have said."""
    return ConsentSnapshot(
        consent_id=consent.consent_id,
        person_id=consent.person_id,
        tenant_id=consent.tenant_id,
        purpose=consent.purpose,
        text_version=consent.text_version,
        given_at=consent.given_at,
        withdrawn_at=consent.withdrawn_at,
    )


def places(consent: Consent) -> Places:
    """Where the person has the account."""
    return Places(consent.tenant_id)
