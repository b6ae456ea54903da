"""Who asks."""

from shared.auth import ANONYMOUS, Actor, ActorKind
from tests.builders.accounts import OTHER_PERSON, OTHER_TENANT, PERSON, TENANT, role
from tests.builders.registration import EDITION, PROGRAMME


def person(person_id: str = PERSON, tenant_id: str = TENANT, *roles: object) -> Actor:
    return Actor(person_id, ActorKind.PERSON, tenant_id=tenant_id, roles=tuple(roles))  # type: ignore[arg-type]


def client(*scopes: str) -> Actor:
    return Actor("operator", ActorKind.CLIENT, frozenset(scopes))


EVERY_SCOPE = client("tenants:create", "roles:grant", "editions:open", "entries:import", "entries:read", "people:vouch")
NOBODY = ANONYMOUS
LAN = person()
MINH = person(OTHER_PERSON)
STRANGER = person("person-la-0003", OTHER_TENANT)
ORGANISER = person("person-hanh-04", TENANT, role())
SECRETARY = person("person-thu-005", TENANT, role("secretary"))
MODERATOR = person("person-nga-009", TENANT, role("moderator"))
EDITION_ORGANISER = person("person-tam-006", TENANT, role(edition_id=EDITION))
PROGRAMME_ORGANISER = person("person-van-007", TENANT, role(edition_id=EDITION, programme_id=PROGRAMME))
OTHER_ORGANISER = person("person-yen-008", OTHER_TENANT, role(tenant_id=OTHER_TENANT))

ACTORS = {
    "nobody": NOBODY,
    "lan": LAN,
    "minh": MINH,
    "stranger": STRANGER,
    "organiser": ORGANISER,
    "secretary": SECRETARY,
    "moderator": MODERATOR,
    "edition organiser": EDITION_ORGANISER,
    "programme organiser": PROGRAMME_ORGANISER,
    "other organiser": OTHER_ORGANISER,
    "client without scopes": client(),
    "client of every scope": EVERY_SCOPE,
    "importer": client("entries:import"),
    "reader": client("entries:read"),
}
