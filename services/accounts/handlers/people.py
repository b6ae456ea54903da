"""People: which rule decides which command."""

import asyncio
from dataclasses import replace

from services.accounts.domain import person
from services.accounts.domain.person import Person, Registering, SealBox, Sealed
from services.accounts.domain.reach import Claiming
from services.accounts.domain.sealed import Credentials, Details
from services.accounts.handlers.boxes import open_details, seal_credentials, seal_details, sealed_box
from services.accounts.handlers.nouns import PERSON
from services.accounts.ports import Needs
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, PreparedHandler
from shared.bus.ports import Stored
from shared.contracts.accounts import commands

NEW_PEOPLE = "new people"
"""The line in which all wait who register: they keep nobody from signing in."""


async def registering(command: commands.RegisterPerson, _: Actor, needs: Needs) -> Registering:
    """The address's key, and the boxes of name and password: what the rule may see of them.

    Nobody is looked for by the address: whether it is another's changes neither answer nor time. The slow hash is made
    last, for who may have it.
    """
    key = needs.mail_key(command.mail)
    known, there, client = await asyncio.gather(
        needs.tenants.read(command.tenant_id),
        needs.people.read(command.person_id),
        needs.clients.read(command.person_id),
    )
    if known is None or there is not None or client is not None:
        same_name = await _has_name(there, command.name, needs)
        return Registering(known is not None, key, same_name=same_name, is_client=client is not None)
    details = Details(command.name, command.mail)
    return Registering(
        True,
        key,
        needs.domain_key(command.mail),
        await seal_details(command.person_id, details, needs.vault),
        await _first_credentials(command, needs),
    )


async def _has_name(there: Stored[Person] | None, name: str, needs: Needs) -> bool:
    details = await open_details(there.state, needs.vault) if there else None
    return details is not None and details.name == name


async def _first_credentials(command: commands.RegisterPerson, needs: Needs) -> str | None:
    if command.password is None:
        return None
    made = await needs.passwords.hash(person.normal_password(command.password.get_secret_value()), NEW_PEOPLE)
    return await seal_credentials(command.person_id, Credentials(password_hash=made), needs.vault)


async def revised(command: commands.ReviseProfile, actor: Actor, needs: Needs) -> Sealed:
    """The box of what the person is called from now on; the mail address stays what it is."""
    found = await _person(command.person_id, needs)
    details = await open_details(found, needs.vault) if found and actor.id == command.person_id else None
    if found is None or details is None:
        return Sealed(None)
    opened = await sealed_box(found, needs.vault)
    new = Details(command.name, details.mail, command.phone)
    return Sealed(await seal_details(command.person_id, new, needs.vault), opened.credentials)


async def claiming(command: commands.ClaimMail, actor: Actor, needs: Needs) -> Claiming:
    """The keys of the address, and the box with it; nobody is looked for by it."""
    found = await _person(command.person_id, needs) if actor.id == command.person_id else None
    details = await open_details(found, needs.vault) if found else None
    if details is None:
        return Claiming()
    box = await seal_details(command.person_id, replace(details, mail=command.mail), needs.vault)
    return Claiming(needs.mail_key(command.mail), needs.domain_key(command.mail), box, bool(details.mail))


async def whose_box(command: SealBox, _: Actor, needs: Needs) -> Sealed:
    """The boxes of what lies in the open."""
    found = await _person(command.person_id, needs)
    return await sealed_box(found, needs.vault) if found else Sealed(None)


async def _person(person_id: str, needs: Needs) -> Person | None:
    found = await needs.people.read(person_id)
    return found.state if found else None


COMMANDS: tuple[AnyHandler, ...] = (
    PreparedHandler(commands.RegisterPerson, PERSON, person.register, registering),
    PreparedHandler(commands.ReviseProfile, PERSON, person.revise, revised),
    PreparedHandler(SealBox, PERSON, person.seal_box, whose_box),
)
