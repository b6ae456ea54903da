"""Tenants: the provinces' organisers."""

from typing import Annotated

from pydantic import Field

from shared.contracts.accounts.refusals import SlugTaken, TenantExists
from shared.contracts.commands import Command
from shared.contracts.values import Id, Slug, Text
from shared.errors import N_


class CreateTenant(Command, wire="accounts.create_tenant", about="tenant_id", refuses=(SlugTaken, TenantExists)):
    """Makes a tenant: a province's organiser, above all editions."""

    tenant_id: Id
    """The new tenant."""
    slug: Annotated[Slug, Field(title=N_("Address"))]
    """Its part of the web address; an old one stays as an alias."""
    name: Annotated[Text, Field(title=N_("Name"))]
    """Its name."""


class RenameTenant(Command, wire="accounts.rename_tenant", about="tenant_id", refuses=(SlugTaken,)):
    """Gives a tenant another name or address; the old address stays as an alias, as provinces merge."""

    tenant_id: Id
    """Which."""
    slug: Annotated[Slug, Field(title=N_("Address"))]
    """Its part of the web address from now on."""
    name: Annotated[Text, Field(title=N_("Name"))]
    """Its name from now on."""
