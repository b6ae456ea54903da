"""What rules are made of: who is meant, at which place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from gateway.graph.conditions import EVERYTHING, NOTHING, Condition, where_is
from gateway.viewer import Viewer
from shared.contracts.accounts.roles import Role, RoleName

Rule = Callable[[Viewer], Condition]


def anyone(_: Viewer) -> Condition:
    """Everybody, signed in or not."""
    return EVERYTHING


def seen(_: Viewer) -> Condition:
    """Of a field: whoever sees the row."""
    return EVERYTHING


def at(role: Role) -> Condition:
    """At the place of a role."""
    place = role.model_dump(exclude={"name"}, exclude_none=True)
    return where_is(**place)


def holding(viewer: Viewer, *names: RoleName) -> Condition:
    """Where the viewer holds any of these roles."""
    held = NOTHING
    for role in viewer.roles:
        if role.name in names:
            held |= at(role)
    return held


def client(viewer: Viewer, scope: str) -> Condition:
    """Clients with a scope: of the operator, everywhere; that a tenant has made, in that tenant alone."""
    if viewer.kind != "client" or scope not in viewer.scopes:
        return NOTHING
    return EVERYTHING if viewer.tenant_id is None else where_is(tenant_id=viewer.tenant_id)


def own(viewer: Viewer, by: str) -> Condition:
    """Where the viewer is whom a field names."""
    return where_is(**{by: viewer.id}) if viewer.signed_in else NOTHING


def staff(viewer: Viewer) -> Condition:
    """Organisers and secretaries, at the tenant, the edition or the programme."""
    return holding(viewer, RoleName.ORGANISER, RoleName.SECRETARY)


def tenant_organisers(viewer: Viewer) -> Condition:
    """The organisers of the whole tenant."""
    held = NOTHING
    for role in viewer.roles:
        if role == Role(name=RoleName.ORGANISER, tenant_id=role.tenant_id):
            held |= where_is(tenant_id=role.tenant_id)
    return held


def nobody_else(viewer: Viewer) -> Condition:
    """Of what is about the viewer alone: somebody must be signed in."""
    return EVERYTHING if viewer.signed_in else NOTHING


@dataclass(frozen=True, slots=True)
class TypeRule:
    """The rule of a type's rows and of each of its fields, by their names in the schema."""

    rows: Rule
    fields: Mapping[str, Rule] = field(default_factory=dict)


def all_seen(*names: str) -> dict[str, Rule]:
    """These fields, for whoever sees the row."""
    return dict.fromkeys(names, seen)
