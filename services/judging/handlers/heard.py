"""What judging keeps of what others tell: programmes, entries, people, organisations; and roles."""

from collections.abc import Iterable
from typing import Any

from services.judging.ports import ENTRIES, ORGANISATIONS, PEOPLE, PROGRAMMES
from shared.bus.messages import Incoming
from shared.bus.projection import Row
from shared.bus.reactions import Keep, Reactions
from shared.contracts.accounts import events as accounts
from shared.contracts.accounts.values import Standing
from shared.contracts.registration import events as registration
from shared.contracts.registration.values import Decision, EntryAnswers, EntryStatus
from shared.roles import ROLES_HEARD


def programme_rows(told: Incoming) -> Iterable[Row]:
    """Where a programme stands."""
    event = told.event
    if isinstance(event, registration.ProgrammeOpened | registration.ProgrammeSnapshot):
        kept = {"tenant_id": event.tenant_id, "edition_id": event.edition_id}
        yield Row(PROGRAMMES, event.programme_id, "programme", told.envelope.seq, kept)


def _said(answers: EntryAnswers) -> dict[str, Any]:
    text = " ".join((answers.title, answers.summary, answers.description, *answers.tags))
    return {"text": text, "tags": list(answers.tags)}


def _stands(event: registration.EntrySubmitted | registration.EntrySnapshot) -> dict[str, Any]:
    place = {"place": event.place.model_dump(), "programme_id": event.place.programme_id}
    return {
        **place,
        "organisation_id": event.organisation_id,
        "submitted_by": event.submitted_by,
        **_said(event.answers),
    }


def entry_rows(told: Incoming) -> Iterable[Row]:
    """What an entry says of itself, and whether it was accepted or withdrawn."""
    if (kept := _of_entry(told.event)) is not None:
        yield Row(ENTRIES, told.envelope.aggregate_id, "entry", told.envelope.seq, kept)


def _of_entry(event: object) -> dict[str, Any] | None:
    match event:
        case registration.EntrySubmitted():
            return {**_stands(event), "withdrawn": False, "accepted": False}
        case registration.EntrySnapshot():
            accepted = event.decision is Decision.ACCEPTED
            return {**_stands(event), "withdrawn": event.status is EntryStatus.WITHDRAWN, "accepted": accepted}
        case registration.EntryRevised():
            return _said(event.answers)
        case registration.EntryWithdrawn():
            return {"withdrawn": True}
        case registration.EntryDecided():
            return {"accepted": event.decision is Decision.ACCEPTED}
    return None


def person_rows(told: Incoming) -> Iterable[Row]:
    """Where a person belongs, and the keyed hash of the mail's domain, as long as the person is there."""
    event = told.event
    if isinstance(event, accounts.PersonRegistered | accounts.PersonSnapshot):
        kept: dict[str, Any] = {"tenant_id": event.tenant_id, "domain_key": event.domain_key}
        yield Row(PEOPLE, event.person_id, "person", told.envelope.seq, kept)
    elif isinstance(event, accounts.PersonErased):
        yield Row(PEOPLE, event.person_id, "person", told.envelope.seq, {"domain_key": None})


def organisation_rows(told: Incoming) -> Iterable[Row]:
    """The field that an organisation works in."""
    event = told.event
    if isinstance(
        event, accounts.OrganisationRegistered | accounts.OrganisationRevised | accounts.OrganisationSnapshot
    ):
        kept = {"sector": event.sector and event.sector.value}
        yield Row(ORGANISATIONS, event.organisation_id, "organisation", told.envelope.seq, kept)


def member_rows(told: Incoming) -> Iterable[Row]:
    """Who belongs to an organisation; who only asks to, does not."""
    event = told.event
    if isinstance(event, accounts.MembershipChanged | accounts.MembersSnapshot):
        belong = [m.person_id for m in event.members if m.standing is not Standing.ASKED]
        yield Row(ORGANISATIONS, event.organisation_id, "members", told.envelope.seq, {"members": belong})


KEPT: Reactions = {
    **ROLES_HEARD,
    registration.ProgrammeOpened: (Keep(programme_rows),),
    registration.ProgrammeSnapshot: (Keep(programme_rows),),
    registration.EntrySubmitted: (Keep(entry_rows),),
    registration.EntrySnapshot: (Keep(entry_rows),),
    registration.EntryRevised: (Keep(entry_rows),),
    registration.EntryWithdrawn: (Keep(entry_rows),),
    registration.EntryDecided: (Keep(entry_rows),),
    accounts.PersonRegistered: (Keep(person_rows),),
    accounts.PersonSnapshot: (Keep(person_rows),),
    accounts.PersonErased: (Keep(person_rows),),
    accounts.OrganisationRegistered: (Keep(organisation_rows),),
    accounts.OrganisationRevised: (Keep(organisation_rows),),
    accounts.OrganisationSnapshot: (Keep(organisation_rows),),
    accounts.MembershipChanged: (Keep(member_rows),),
    accounts.MembersSnapshot: (Keep(member_rows),),
}
