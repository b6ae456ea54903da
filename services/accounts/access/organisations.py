"""Who may do what with organisations and those who belong to them."""

from collections.abc import Mapping

from services.accounts.domain.organisation import Organisation
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict
from shared.contracts.accounts import commands
from shared.contracts.commands import Command


def may_register_organisation(
    actor: Actor, command: commands.RegisterOrganisation, organisation: Organisation | None, _: object
) -> Verdict:
    """A person for their own tenant, or a client with `entries:import`; what another has registered is not seen."""
    if organisation is not None and organisation.registered_by != actor.id:
        return Verdict.UNSEEN
    if actor.has_scope("entries:import") or (actor.is_person and actor.tenant_id == command.tenant_id):
        return Verdict.YES
    return Verdict.NO


ACCESS: Mapping[type[Command], May] = {commands.RegisterOrganisation: may_register_organisation}
