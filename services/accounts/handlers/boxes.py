"""Opens and seals what a person's state holds in boxes."""

from services.accounts.domain.person import Person, Sealed
from services.accounts.domain.sealed import (
    CREDENTIALS,
    DETAILS,
    Credentials,
    Details,
    credentials_text,
    details_text,
    read_credentials,
    read_details,
)
from services.accounts.ports import Vault


async def open_details(person: Person, vault: Vault) -> Details | None:
    """What the person is called and where reached; None once that is erased."""
    if person.box is not None:
        return Details(person.box.name, person.box.mail)
    if person.details is None:
        return None
    text = await vault.open(person.person_id, DETAILS, person.details)
    return None if text is None else read_details(text)


async def open_credentials(person: Person, vault: Vault) -> Credentials:
    """What opens the account; of an account that only mailed links open, or that is erased, empty ones."""
    if person.box is not None:
        return Credentials(person.box.password_hash or None)
    if person.credentials is None:
        return Credentials()
    text = await vault.open(person.person_id, CREDENTIALS, person.credentials)
    return Credentials() if text is None else read_credentials(text)


async def seal_details(person_id: str, details: Details, vault: Vault) -> str:
    """The box of these. Raises `NotFound` once the person's key was destroyed."""
    return await vault.seal(person_id, DETAILS, details_text(details))


async def seal_credentials(person_id: str, credentials: Credentials, vault: Vault) -> str:
    """The box of these. Raises `NotFound` once the person's key was destroyed."""
    return await vault.seal(person_id, CREDENTIALS, credentials_text(credentials))


async def sealed_box(person: Person, vault: Vault) -> Sealed:
    """The two boxes of what shape 1 kept in the open; nothing where nothing lies there."""
    details = await open_details(person, vault) if person.box else None
    if details is None:
        return Sealed(None)
    credentials = await open_credentials(person, vault)
    return Sealed(
        await seal_details(person.person_id, details, vault),
        await seal_credentials(person.person_id, credentials, vault),
    )
