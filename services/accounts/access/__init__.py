"""Who may do what: a row for each command, asked with the state on which it is decided."""

from collections.abc import Mapping

from services.accounts.access import (
    clients,
    codes,
    imports,
    invitations,
    jobs,
    organisations,
    passwords,
    people,
    privacy,
    roles,
    signing_in,
    tenants,
)
from shared.bus.dispatch import May
from shared.contracts.commands import Command

ACCESS: Mapping[type[Command], May] = {
    **tenants.ACCESS,
    **people.ACCESS,
    **roles.ACCESS,
    **organisations.ACCESS,
    **invitations.ACCESS,
    **privacy.ACCESS,
    **clients.ACCESS,
    **codes.ACCESS,
    **signing_in.ACCESS,
    **passwords.ACCESS,
    **jobs.ACCESS,
    **imports.ACCESS,
}
