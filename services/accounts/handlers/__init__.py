"""What accounts does: tables of its commands by subject, signing in, and tokens."""

from services.accounts.handlers import (
    clients,
    code_sheets,
    codes,
    erasing,
    imports,
    invitations,
    jobs,
    judges,
    merging,
    organisations,
    passwords,
    people,
    privacy,
    reach,
    roles,
    second_factor,
    signing_in_mail,
    tenants,
    twins,
)
from services.accounts.handlers.nouns import NOUNS
from shared.bus.dispatch import AnyHandler
from shared.bus.reactions import Reactions, merged
from shared.bus.sweeping import Timed

COMMANDS: tuple[AnyHandler, ...] = (
    *tenants.COMMANDS,
    *people.COMMANDS,
    *merging.COMMANDS,
    *roles.COMMANDS,
    *organisations.COMMANDS,
    *invitations.COMMANDS,
    *privacy.COMMANDS,
    *reach.COMMANDS,
    *erasing.COMMANDS,
    *clients.COMMANDS,
    *codes.COMMANDS,
    *code_sheets.COMMANDS,
    *signing_in_mail.COMMANDS,
    *second_factor.COMMANDS,
    *passwords.COMMANDS,
    *jobs.COMMANDS,
    *imports.COMMANDS,
)

HEARD: Reactions = merged(
    organisations.HEARD,
    roles.HEARD,
    judges.HEARD,
    invitations.HEARD,
    twins.HEARD,
    erasing.HEARD,
    clients.HEARD,
    merging.HEARD,
    reach.HEARD,
)
"""Heard event → reactions."""

TIMED: Timed = {
    **signing_in_mail.TIMED,
    **invitations.TIMED,
    **codes.TIMED,
    **jobs.TIMED,
    **privacy.TIMED,
    **clients.TIMED,
}
"""(noun, timer) → the command that is sent when the time has come."""

__all__ = ["COMMANDS", "HEARD", "NOUNS", "TIMED"]
