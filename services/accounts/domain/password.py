"""A password set or changed."""

from dataclasses import dataclass

from services.accounts.domain.person import BoxSealed, CredentialsSealed, Person
from shared.contracts.accounts.commands import ChangePassword
from shared.contracts.accounts.events import PasswordChanged
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class NewPassword:
    """The box with the new hash, made on the credentials as they were found; the password until then was right."""

    credentials: str
    found: str | None
    """The box that was there."""
    details: str | None = None
    """What names the person, sealed, where it lay in the open."""


@dataclass(frozen=True, slots=True)
class SamePassword:
    """It is the person's password already, as where the same command comes again."""


def change(
    person: Person | None, _: ChangePassword, __: Context, new: NewPassword | SamePassword | None
) -> tuple[Event, ...]:
    """The new box in place of the one on which it was decided; of two at one moment the second finds another.

    Refuses `NotFound` for who isn't there (any more).
    """
    if person is None or not person.is_there or new is None:
        raise NotFound
    if isinstance(new, SamePassword):
        return ()
    if person.credentials != new.found:
        raise NotFound
    told = PasswordChanged(person_id=person.person_id, tenant_id=person.tenant_id)
    if person.box is not None and new.details is not None:
        return (told, BoxSealed(details=new.details, credentials=new.credentials))
    return (told, CredentialsSealed(credentials=new.credentials))
