"""Roles, and the list of organisers that no tenant is ever without: which rule decides which command."""

import asyncio
from collections.abc import Iterable

from services.accounts.domain import roles, tenant
from services.accounts.domain.person import Person
from services.accounts.domain.roles import Released
from services.accounts.domain.tenant import CountOrganiser, Organising
from services.accounts.handlers.nouns import ROLES, TENANT
from services.accounts.ports import Needs
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, PreparedHandler
from shared.bus.messages import Incoming
from shared.bus.nouns import Order
from shared.bus.reactions import Ask, Reactions
from shared.bus.tracing import current_trace
from shared.contracts.accounts import commands
from shared.contracts.accounts.events import PersonErased, PersonMerged, RoleGranted, RoleRevoked
from shared.contracts.accounts.refusals import LastOrganiser
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.places import Places
from shared.errors import NotFound
from shared.ids import derived_id


async def who_is_meant(command: commands.GrantRole, _: Actor, needs: Needs) -> Person | None:
    """The person who is to have the role; nobody who is erased or has become another."""
    found = await needs.people.read(command.person_id)
    return found.state if found and found.state.is_there else None


async def released(command: commands.RevokeRole, actor: Actor, needs: Needs) -> Released | None:
    """An organiser of a whole tenant is taken off its list first, if the actor may revoke the role at all.

    The list holds nobody who isn't one: whoever is last on it is refused, so that one is left whatever comes between.
    """
    held = await needs.roles.read(roles.roles_id(command.person_id))
    is_one = roles.is_organiser_of_all(command.role) and held is not None and command.role in held.state.roles
    if held is None or not is_one or not may_revoke(actor, command):
        return None
    try:
        await _release(command, held.state.changes, actor, needs)
    except LastOrganiser:
        return Released(held.state.changes, is_last=True)
    return Released(held.state.changes)


async def _release(command: commands.RevokeRole, changes: int, actor: Actor, needs: Needs) -> None:
    command_id = derived_id("release organiser", command.person_id, str(changes))
    order: Order[tenant.Tenant] = Order(
        aggregate_id=command.role.tenant_id,
        command_id=command_id,
        digest=command_id,
        now=needs.clock.now(),
        actor_id=actor.id,
        decide=lambda state: tenant.release(state, command.person_id, changes),
        traceparent=current_trace(),
    )
    await needs.tenants.execute(order)


def may_revoke(actor: Actor, command: commands.RevokeRole) -> bool:
    """As the row in access, which is asked after this."""
    organises = actor.is_one_at(Places(command.role.tenant_id), RoleName.ORGANISER)
    own = actor.is_person and actor.id == command.person_id
    return own or organises or actor.has_scope("roles:grant", command.role.tenant_id)


async def organising(command: CountOrganiser, _: Actor, needs: Needs) -> Organising:
    """Whether a person organises the whole tenant by now."""
    person, held = await asyncio.gather(
        needs.people.read(command.person_id), needs.roles.read(roles.roles_id(command.person_id))
    )
    if person is None or held is None:
        return Organising(False, 0)
    role = Role(name=RoleName.ORGANISER, tenant_id=command.tenant_id)
    return Organising(person.state.is_there and role in held.state.roles, held.state.changes)


def organisers_counted(told: Incoming) -> Iterable[CountOrganiser]:
    """Whoever may have become an organiser of a whole tenant, or have ceased to be one."""
    match told.event:
        case RoleGranted(granted=role) | RoleRevoked(revoked=role) as event if roles.is_organiser_of_all(role):
            yield CountOrganiser(tenant_id=role.tenant_id, person_id=event.person_id)
        case PersonErased() | PersonMerged() as event:
            yield CountOrganiser(tenant_id=event.tenant_id, person_id=event.person_id)


def _roles_of(command: commands.GrantRole | commands.RevokeRole) -> str:
    return roles.roles_id(command.person_id)


COMMANDS: tuple[AnyHandler, ...] = (
    PreparedHandler(commands.GrantRole, ROLES, roles.grant, who_is_meant, target=_roles_of),
    PreparedHandler(commands.RevokeRole, ROLES, roles.revoke, released, target=_roles_of),
    PreparedHandler(CountOrganiser, TENANT, tenant.count_organiser, organising),
)

_COUNT = (Ask("count organisers", organisers_counted, settled=(NotFound,)),)
HEARD: Reactions = dict.fromkeys((RoleGranted, RoleRevoked, PersonErased, PersonMerged), _COUNT)
