"""Organisations: which rule decides which command."""

from services.accounts.domain import organisation
from services.accounts.handlers.nouns import ORGANISATION
from services.accounts.ports import Needs
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, PreparedHandler
from shared.contracts.accounts import commands


async def whether_tenant_is_known(command: commands.RegisterOrganisation, _: Actor, needs: Needs) -> bool:
    """Whether the tenant is there."""
    return await needs.tenants.read(command.tenant_id) is not None


COMMANDS: tuple[AnyHandler, ...] = (
    PreparedHandler(commands.RegisterOrganisation, ORGANISATION, organisation.register, whether_tenant_is_known),
)
