"""Who may do what with organisations and those who belong to them."""

from collections.abc import Mapping

from services.accounts.domain.members import LetIn, Members, Place
from services.accounts.domain.organisation import Organisation, Revising
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict, only_itself
from shared.contracts.accounts import commands
from shared.contracts.accounts.roles import RoleName
from shared.contracts.accounts.values import Standing
from shared.contracts.commands import Command
from shared.contracts.places import Places


def may_register_organisation(
    actor: Actor, command: commands.RegisterOrganisation, organisation: Organisation | None, _: object
) -> Verdict:
    """A person for their own tenant, or a client with `entries:import`; what another has registered is not seen.

    Who may register none is told so whether or not the id is taken.
    """
    own = actor.is_person and actor.tenant_id == command.tenant_id
    if not own and not actor.has_scope("entries:import", command.tenant_id):
        return Verdict.NO
    return Verdict.YES if organisation is None or organisation.registered_by == actor.id else Verdict.UNSEEN


def may_revise_organisation(
    actor: Actor, command: commands.ReviseOrganisation, organisation: Organisation | None, found: Revising
) -> Verdict:
    """Its administrators, who registered it as long as nobody is on its list, and the tenant's organisers."""
    if organisation is None:
        return Verdict.UNSEEN
    if _looks_after(actor, organisation.tenant_id, found.members):
        return Verdict.YES
    if organisation.registered_by == actor.id:
        return Verdict.YES if found.members is None else Verdict.NO
    return Verdict.NO if _is_listed(actor, found.members) else Verdict.UNSEEN


def may_verify_organisation(
    actor: Actor, command: commands.VerifyOrganisation, organisation: Organisation | None, _: object
) -> Verdict:
    """A moderator or an organiser of its tenant."""
    if organisation is None:
        return Verdict.UNSEEN
    if actor.is_one_at(Places(organisation.tenant_id), RoleName.MODERATOR, RoleName.ORGANISER):
        return Verdict.YES
    return Verdict.NO if organisation.registered_by == actor.id else Verdict.UNSEEN


def may_ask_to_join(actor: Actor, command: commands.AskToJoin, _: Members | None, place: Place | None) -> Verdict:
    """A person of the tenant: that the organisation is there they are told while they register one like it."""
    of_tenant = place is not None and actor.is_person and actor.tenant_id == place.tenant_id
    return Verdict.YES if of_tenant else Verdict.UNSEEN


def may_change_members(
    actor: Actor, command: commands.AdmitMember | commands.EndMembership, members: Members | None, _: object
) -> Verdict:
    """An administrator of the organisation, or an organiser of its tenant; out is also who goes."""
    if members is None:
        return Verdict.UNSEEN
    if _looks_after(actor, members.tenant_id, members):
        return Verdict.YES
    if isinstance(command, commands.EndMembership) and _is_person(actor, command.person_id, members.tenant_id):
        return Verdict.YES
    return Verdict.NO if _is_listed(actor, members) else Verdict.UNSEEN


def _looks_after(actor: Actor, tenant_id: str, members: Members | None) -> bool:
    administers = actor.is_person and members is not None and members.standing(actor.id) is Standing.ADMIN
    return administers or actor.is_one_at(Places(tenant_id), RoleName.ORGANISER)


def _is_person(actor: Actor, person_id: str, tenant_id: str) -> bool:
    return actor.is_person and (actor.id, actor.tenant_id) == (person_id, tenant_id)


def _is_listed(actor: Actor, members: Members | None) -> bool:
    return actor.is_person and members is not None and members.standing(actor.id) is not None


ACCESS: Mapping[type[Command], May] = {
    commands.RegisterOrganisation: may_register_organisation,
    commands.ReviseOrganisation: may_revise_organisation,
    commands.VerifyOrganisation: may_verify_organisation,
    commands.AskToJoin: may_ask_to_join,
    commands.AdmitMember: may_change_members,
    commands.EndMembership: may_change_members,
    LetIn: only_itself("accounts"),
}
