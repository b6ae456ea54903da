"""What may be asked of accounts."""

from typing import Annotated

from pydantic import BeforeValidator, Field, SecretStr

from shared.contracts.accounts.refusals import MailTaken, OrganisationExists, PersonExists, SlugTaken, TenantExists
from shared.contracts.accounts.roles import Role
from shared.contracts.commands import Command
from shared.contracts.values import Country, Id, Line, Slug, Text, fit_address
from shared.errors import N_

Mail = Annotated[
    str,
    Field(pattern=r"^[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+$", max_length=254, json_schema_extra={"format": "email"}),
    BeforeValidator(fit_address),
]


class CreateTenant(Command, wire="accounts.create_tenant", about="tenant_id", refuses=(SlugTaken, TenantExists)):
    """Makes a tenant: a province's organiser, above all editions."""

    tenant_id: Id
    """The new tenant."""
    slug: Annotated[Slug, Field(title=N_("Address"))]
    """Its part of the web address; an old one stays as an alias."""
    name: Annotated[Text, Field(title=N_("Name"))]
    """Its name."""


class RegisterPerson(Command, wire="accounts.register_person", about="person_id", refuses=(PersonExists, MailTaken)):
    """Makes an account with a password. Name and mail stay within accounts."""

    person_id: Id
    """The new person."""
    tenant_id: Id
    """Where the account is made."""
    name: Annotated[Line, Field(min_length=1, max_length=120, title=N_("Your name"))]
    """As the person writes it."""
    mail: Annotated[Mail, Field(title=N_("Mail address"))]
    """Where mail reaches the person."""
    password: Annotated[SecretStr, Field(min_length=10, max_length=200, title=N_("Password"))]
    """At least ten characters of any kind."""


class GrantRole(Command, wire="accounts.grant_role", about="person_id"):
    """Gives a person a role at a place."""

    person_id: Id
    """Who is given it."""
    role: Role
    """What, and where."""


class RevokeRole(Command, wire="accounts.revoke_role", about="person_id"):
    """Takes a role from a person; it holds everywhere within a second."""

    person_id: Id
    """Whose it was."""
    role: Role
    """What, and where."""


class RegisterOrganisation(
    Command, wire="accounts.register_organisation", about="organisation_id", refuses=(OrganisationExists,)
):
    """Makes an organisation known, with its public facts."""

    organisation_id: Id
    """The new organisation."""
    tenant_id: Id
    """Where it is registered."""
    name: Annotated[Line, Field(min_length=1, max_length=200, title=N_("Name of the startup"))]
    """As it calls itself."""
    website: Annotated[
        str | None,
        Field(pattern=r"^https?://[^\s/]+\.[^\s]+$", max_length=300, title=N_("Website")),
        BeforeValidator(fit_address),
    ] = None
    """Its own web address."""
    country: Annotated[Country | None, Field(title=N_("Country"))] = None
    """Where it sits."""
    location: Annotated[Line | None, Field(max_length=200, title=N_("Province or city"))] = None
    """Province or city, as it writes it."""
    founded_year: Annotated[int | None, Field(ge=1800, le=2100, title=N_("Year of founding"))] = None
    """The year in which it was founded."""
    team_size: Annotated[int | None, Field(ge=0, le=1_000_000, title=N_("People in the team"))] = None
    """How many people work in it."""
