"""A person has asked to stop the use of the own data: it is kept, and used for nothing but what goes on already."""

from collections.abc import Sequence

from services.accounts.domain.person import Person, ProcessingResumed, ProcessingStopped
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.values import Id
from shared.errors import NotFound


class StopProcessing(Command, wire="accounts.stop_processing", about="person_id", internal=True):
    """Does what a request for a stop to the use of data asks."""

    person_id: Id
    """Whose data."""


class ResumeProcessing(Command, wire="accounts.resume_processing", about="person_id", internal=True):
    """The person has taken the request back after it was carried out."""

    person_id: Id
    """Whose data."""


def stop(person: Person | None, _: StopProcessing, context: Context) -> Sequence[Event]:
    """Stopped from now on; again changes nothing. Raises `NotFound` for who is gone."""
    if person is None or not person.is_there:
        raise NotFound
    return () if person.restricted_at else (ProcessingStopped(at=context.now),)


def resume(person: Person | None, _: ResumeProcessing, __: Context) -> Sequence[Event]:
    """As before the stop; again changes nothing. Raises `NotFound` for who is gone."""
    if person is None or not person.is_there:
        raise NotFound
    return (ProcessingResumed(),) if person.restricted_at else ()
