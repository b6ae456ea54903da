"""Tenants: which rule decides which command."""

from services.accounts.domain import tenant
from services.accounts.handlers.nouns import TENANT
from shared.bus.dispatch import AnyHandler, Handler
from shared.contracts.accounts import commands

COMMANDS: tuple[AnyHandler, ...] = (
    Handler(commands.CreateTenant, TENANT, tenant.create),
    Handler(commands.RenameTenant, TENANT, tenant.rename),
)
