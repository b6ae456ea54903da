"""A person who comes in for the first time with an address that is shown to be theirs: by the mail of an invitation, or
by another provider."""

from services.accounts.domain.person import Person, PersonFilled
from shared.contracts.accounts.events import PersonRegistered
from shared.contracts.accounts.values import Language
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.values import Id


class RegisterInvited(Command, wire="accounts.register_invited", about="person_id", internal=True):
    """Somebody whose address it is, as an invitation or another provider has shown, has no account yet."""

    person_id: Id
    """The new person."""
    tenant_id: Id
    """Where."""
    mail_key: str
    """What the address is found by."""
    domain_key: str | None
    """What its domain is compared by."""
    details: str
    """What the person is called and where reached, sealed."""
    language: Language
    """In which the person is written to."""


def register(person: Person | None, command: RegisterInvited, _: Context) -> tuple[Event, ...]:
    """A new account without a password; again changes nothing."""
    if person is not None:
        return ()
    told = PersonRegistered(person_id=command.person_id, tenant_id=command.tenant_id, domain_key=command.domain_key)
    filled = PersonFilled(
        mail_key=command.mail_key,
        details=command.details,
        credentials=None,
        language=command.language,
        mail_verified=True,
    )
    return told, filled
