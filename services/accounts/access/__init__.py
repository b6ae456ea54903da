"""Who may do what: a row for each command, asked with the state on which it is decided."""

from collections.abc import Mapping

from services.accounts.access import clients, codes, invitations, jobs, organisations, people, privacy, tenants
from shared.bus.dispatch import May
from shared.contracts.commands import Command

ACCESS: Mapping[type[Command], May] = {
    **tenants.ACCESS,
    **people.ACCESS,
    **organisations.ACCESS,
    **invitations.ACCESS,
    **privacy.ACCESS,
    **clients.ACCESS,
    **codes.ACCESS,
    **jobs.ACCESS,
}
