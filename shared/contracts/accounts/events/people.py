"""Facts about people, by ids alone, and their roles."""

from shared.contracts.accounts.roles import Role
from shared.contracts.accounts.topics import TOPIC
from shared.contracts.events import Told, unchanged
from shared.contracts.values import Id


class PersonRegistered(
    Told, wire="accounts.person_registered", version=2, topic=TOPIC, about="person_id", upcasts={1: unchanged}
):
    """A person has an account."""

    person_id: Id
    tenant_id: Id
    domain_key: str | None = None
    """A keyed hash of the mail's domain, to compare, unless a public provider's: colleagues have the same."""


class PasswordChanged(Told, wire="accounts.password_changed", version=1, topic=TOPIC, about="person_id"):
    """A person has another password, or the first one: whoever it wasn't is told."""

    person_id: Id
    tenant_id: Id


class PersonMerged(Told, wire="accounts.person_merged", version=1, topic=TOPIC, about="person_id"):
    """An account was joined with another of the same person; what it was, the other is."""

    person_id: Id
    tenant_id: Id
    into_id: Id


class PersonErased(Told, wire="accounts.person_erased", version=1, topic=TOPIC, about="person_id"):
    """A person's data are gone: whoever keeps any of it, or a key, drops it now."""

    person_id: Id
    tenant_id: Id
    merged: tuple[Id, ...] = ()
    """The accounts that had been joined with this one: they are erased too."""


class PersonSnapshot(
    Told, wire="accounts.person_snapshot", version=2, topic=TOPIC, about="person_id", upcasts={1: unchanged}
):
    """All that told events have said of a person."""

    person_id: Id
    tenant_id: Id
    domain_key: str | None = None
    into_id: Id | None = None
    erased: bool = False
    merged: tuple[Id, ...] = ()


class RoleGranted(Told, wire="accounts.role_granted", version=2, topic=TOPIC, about="roles_id", upcasts={1: unchanged}):
    """A person has a role more; the whole list is told each time."""

    roles_id: Id
    """The aggregate: one for each person, derived from the person's id."""
    person_id: Id
    granted: Role
    roles: tuple[Role, ...]
    """All that the person holds now."""


class RoleRevoked(Told, wire="accounts.role_revoked", version=2, topic=TOPIC, about="roles_id", upcasts={1: unchanged}):
    """A person has a role less; the whole list is told each time."""

    roles_id: Id
    person_id: Id
    revoked: Role
    roles: tuple[Role, ...]
    """All that the person holds now."""


class RolesSnapshot(
    Told, wire="accounts.roles_snapshot", version=2, topic=TOPIC, about="roles_id", upcasts={1: unchanged}
):
    """All roles that a person holds."""

    roles_id: Id
    person_id: Id
    roles: tuple[Role, ...]
