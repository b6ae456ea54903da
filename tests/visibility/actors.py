"""Everybody who asks: of each kind of actor one, and each role at each kind of place where it is held."""

from collections.abc import Iterator, Mapping
from itertools import chain

from shared.auth import ANONYMOUS, Actor, ActorKind
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.accounts.scopes import CLIENT_SCOPES, OWN_READ, OWN_WRITE
from tests.visibility.areas import ELSEWHERE, HERE, KINDS, NEXT, Area

OPERATOR_SCOPES = (
    "bounces:report",
    "editions:open",
    "entries:import",
    "entries:read",
    "people:vouch",
    "roles:grant",
    "tenants:create",
)
SERVICES: Mapping[str, tuple[str, ...]] = {
    "accounts": (),
    "registration": ("vault:keys",),
    "matchmaking": (),
    "judging": ("vault:keys",),
    "exchange": ("vault:keys",),
    "notifications": ("mail:contents",),
}
"""With the scopes that accounts gives them."""


def person(person_id: str, area: Area, *roles: Role) -> Actor:
    return Actor(person_id, ActorKind.PERSON, tenant_id=area.tenant, roles=roles)


def program(of: Actor, word: str, *scopes: str) -> Actor:
    """A program with a person's token."""
    scoped = frozenset(scopes)
    return Actor(of.id, of.kind, scoped, of.tenant_id, of.roles, token_id=f"token-{word}-{of.id}"[:64])


LAN, MINH, HUE = person(HERE.owner, HERE), person(NEXT.owner, NEXT), person(ELSEWHERE.owner, ELSEWHERE)
ROLELESS: Mapping[str, Actor] = {
    "owner here": LAN,
    "member here": person("person-mem", HERE),
    "asking here": person("person-ask", HERE),
    "person here": person("person-nam", HERE),
    "owner next": MINH,
    "owner elsewhere": HUE,
    "person elsewhere": person("person-tue", ELSEWHERE),
}
WHERE: tuple[tuple[Area, tuple[str, ...]], ...] = (
    (HERE, KINDS),
    (NEXT, ("edition", "programme")),
    (ELSEWHERE, ("tenant", "edition", "organisation")),
)
"""At which kinds of place of an area each role is held by somebody."""


def place_name(area: Area, kind: str) -> str:
    return area.name if kind == "tenant" else f"{area.name}/{kind}"


def _holders() -> Iterator[tuple[str, Actor]]:
    for area, kinds in WHERE:
        for kind in kinds:
            for name in RoleName:
                who = f"person-{name.value.replace('_', '-')}-{area.name}-{kind}"
                yield f"{name.value} {place_name(area, kind)}", person(who, area, area.role(name, kind))


HOLDERS: Mapping[str, Actor] = dict(_holders())
ORGANISER = HOLDERS["organiser here"]
OTHER_ORGANISER = HOLDERS["organiser elsewhere"]
OPERATOR = Actor("operator", ActorKind.CLIENT, frozenset(OPERATOR_SCOPES))


def client_id(area: Area, scope: str) -> str:
    return f"client-{scope.replace(':', '-')}-{area.name}"


def _clients() -> Iterator[tuple[str, Actor]]:
    for area in (HERE, ELSEWHERE):
        for scope in CLIENT_SCOPES:
            made = Actor(client_id(area, scope), ActorKind.CLIENT, frozenset({scope}), area.tenant)
            yield f"client {area.name} {scope}", made
        bare = Actor(client_id(area, "entries:read"), ActorKind.CLIENT, tenant_id=area.tenant)
        yield f"client {area.name} without scope", bare
    for scope in OPERATOR_SCOPES:
        yield f"operator {scope}", Actor(OPERATOR.id, OPERATOR.kind, frozenset({scope}))
    yield "operator without scope", Actor(OPERATOR.id, OPERATOR.kind)


def _programs() -> Iterator[tuple[str, Actor]]:
    for word, of in (("owner here", LAN), ("organiser here", ORGANISER), ("organiser elsewhere", OTHER_ORGANISER)):
        yield f"reading token of {word}", program(of, "r", OWN_READ)
        yield f"writing token of {word}", program(of, "w", OWN_WRITE)
        yield f"full token of {word}", program(of, "rw", OWN_READ, OWN_WRITE)


CLIENTS = dict(_clients())
PROGRAMS = dict(_programs())
SERVICE_ACTORS = {
    f"service {name}": Actor(name, ActorKind.SERVICE, frozenset(scopes)) for name, scopes in SERVICES.items()
}
ACTORS: Mapping[str, Actor] = {
    "nobody": ANONYMOUS,
    **ROLELESS,
    **HOLDERS,
    **CLIENTS,
    **PROGRAMS,
    **SERVICE_ACTORS,
}


def of_area(area: Area) -> frozenset[str]:
    """Who belongs to a tenant, whatever they may: its people, their programs, its clients."""
    return frozenset(name for name, actor in ACTORS.items() if actor.tenant_id == area.tenant)


def people() -> Iterator[Actor]:
    """Everybody with an account, each once."""
    return iter({actor.id: actor for actor in chain(ROLELESS.values(), HOLDERS.values())}.values())
