"""What is told of the things that people have: organisations, entries, long work."""

from collections.abc import Iterable, Mapping

from services.notifications.domain.commands import AddMessage
from services.notifications.handlers.heard.making import event_of, message_for, to_person
from shared.bus.messages import Incoming
from shared.contracts.accounts import events as accounts
from shared.contracts.accounts.values import Standing
from shared.contracts.jobs import JobStatus
from shared.contracts.notifications.values import MessageKind, Subject
from shared.contracts.registration import events as registration
from shared.contracts.registration.values import Decision

ENDED = (JobStatus.READY, JobStatus.DONE, JobStatus.FAILED)
"""When a job needs a look."""


def membership_changed(told: Incoming) -> Iterable[AddMessage]:
    """Whoever asks is told to the administrators, whoever was let in by another is told so."""
    event = event_of(accounts.MembershipChanged, told)
    organisation = Subject(noun="organisation", id=event.organisation_id)
    standing = {member.person_id: member.standing for member in event.members}.get(event.person_id)
    if standing is Standing.ASKED:
        for member in event.members:
            if member.standing is Standing.ADMIN:
                asking = Subject(noun="person", id=event.person_id)
                yield from to_person(told, MessageKind.JOIN_ASKED, member.person_id, organisation, asking)
    elif standing is not None and told.envelope.actor_id != event.person_id:
        yield from to_person(told, MessageKind.JOIN_ADMITTED, event.person_id, organisation)


def organisation_verified(told: Incoming) -> Iterable[AddMessage]:
    """To whoever registered it; that it is verified no more is told by the one who changed it."""
    event = event_of(accounts.OrganisationVerified, told)
    if event.verified:
        organisation = Subject(noun="organisation", id=event.organisation_id)
        kind = MessageKind.ORGANISATION_VERIFIED
        yield from message_for(told, kind, event.organisation_id, organisation, owner_of=organisation)


def job_changed(told: Incoming) -> Iterable[AddMessage]:
    """To whoever asked for it, once it has ended or waits to be adopted."""
    event = event_of(accounts.JobChanged, told)
    if event.status in ENDED:
        yield from to_person(told, MessageKind.JOB_DONE, event.requested_by, Subject(noun="job", id=event.job_id))


def entry_submitted(told: Incoming) -> Iterable[AddMessage]:
    """To whoever submitted it; a client that did so on behalf reads no mail."""
    event = event_of(registration.EntrySubmitted, told)
    if not event.on_behalf:
        entry = Subject(noun="entry", id=event.entry_id)
        yield from to_person(told, MessageKind.ENTRY_SUBMITTED, event.submitted_by, entry)


ANNOUNCED: Mapping[Decision, MessageKind] = {
    Decision.ACCEPTED: MessageKind.ENTRY_ACCEPTED,
    Decision.REJECTED: MessageKind.ENTRY_REJECTED,
}


def decisions_announced(told: Incoming) -> Iterable[AddMessage]:
    """To whoever had submitted each entry, once all decisions of the release can be seen."""
    event = event_of(registration.DecisionsAnnounced, told)
    for one in event.announced:
        entry = Subject(noun="entry", id=one.entry_id)
        yield from message_for(told, ANNOUNCED[one.decision], one.entry_id, entry, owner_of=entry)


def entry_withdrawn(told: Incoming) -> Iterable[AddMessage]:
    """To whoever had submitted it."""
    event = event_of(registration.EntryWithdrawn, told)
    entry = Subject(noun="entry", id=event.entry_id)
    return message_for(told, MessageKind.ENTRY_WITHDRAWN, event.entry_id, entry, owner_of=entry)
