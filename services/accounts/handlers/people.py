"""People and their roles: which rule decides which command."""

import asyncio

from services.accounts.domain import person, roles
from services.accounts.domain.person import Credentials, Person
from services.accounts.handlers.nouns import PERSON, ROLES
from services.accounts.ports import Needs
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, Handler, PreparedHandler
from shared.contracts.accounts import commands
from shared.contracts.accounts.refusals import MailTaken


async def credentials(command: commands.RegisterPerson, _: Actor, needs: Needs) -> Credentials:
    """The address's key and the password's hash: what the rule may see of both.

    The slow hash is made last, for who may have it. Raises `MailTaken` where another has the address; of two at one
    moment the database refuses the second.
    """
    key = needs.mail_key(command.mail)
    known, having = await asyncio.gather(
        needs.tenants.read(command.tenant_id), needs.by_mail.find(key, command.tenant_id, 1)
    )
    if having and having[0].person_id != command.person_id:
        raise MailTaken
    if known is None:
        return Credentials(False, key, "")
    if command.password is None:
        return Credentials(True, key, "")
    password = person.normal_password(command.password.get_secret_value())
    return Credentials(True, key, await needs.passwords.hash(password))


async def who_is_meant(command: commands.GrantRole, _: Actor, needs: Needs) -> Person | None:
    """The person who is to have the role."""
    found = await needs.people.read(command.person_id)
    return found.state if found else None


def _roles_of(command: commands.GrantRole | commands.RevokeRole) -> str:
    return roles.roles_id(command.person_id)


COMMANDS: tuple[AnyHandler, ...] = (
    PreparedHandler(commands.RegisterPerson, PERSON, person.register, credentials),
    PreparedHandler(commands.GrantRole, ROLES, roles.grant, who_is_meant, target=_roles_of),
    Handler(commands.RevokeRole, ROLES, roles.revoke, target=_roles_of),
)
