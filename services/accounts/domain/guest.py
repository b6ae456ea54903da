"""A person without mail, made by a printed code: a name, and nothing to write to."""

from services.accounts.domain.person import GuestFilled, Person
from shared.contracts.accounts.events import PersonRegistered
from shared.contracts.accounts.values import Language
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.values import Id


class RegisterGuest(Command, wire="accounts.register_guest", about="person_id", internal=True):
    """Somebody comes in by a printed code for the first time."""

    person_id: Id
    """The new person."""
    tenant_id: Id
    """Where."""
    details: str
    """What the person is called, sealed."""
    language: Language
    """In which pages are shown."""


def register(person: Person | None, command: RegisterGuest, _: Context) -> tuple[Event, ...]:
    """A new account; again changes nothing."""
    if person is not None:
        return ()
    told = PersonRegistered(person_id=command.person_id, tenant_id=command.tenant_id)
    return told, GuestFilled(details=command.details, language=command.language)
