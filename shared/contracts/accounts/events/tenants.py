"""Facts about tenants."""

from shared.contracts.accounts.topics import TOPIC
from shared.contracts.events import Told
from shared.contracts.values import Id, Slug, Text


class TenantCreated(Told, wire="accounts.tenant_created", version=1, topic=TOPIC, about="tenant_id"):
    """A tenant exists."""

    tenant_id: Id
    slug: Slug
    name: Text


class TenantRenamed(Told, wire="accounts.tenant_renamed", version=1, topic=TOPIC, about="tenant_id"):
    """A tenant has another name or address."""

    tenant_id: Id
    slug: Slug
    name: Text
    aliases: tuple[Slug, ...]
    """All addresses that it had."""


class TenantSnapshot(
    Told,
    wire="accounts.tenant_snapshot",
    version=2,
    topic=TOPIC,
    about="tenant_id",
    upcasts={1: lambda data: {**data, "aliases": []}},
):
    """All that told events have said of a tenant."""

    tenant_id: Id
    slug: Slug
    name: Text
    aliases: tuple[Slug, ...] = ()
