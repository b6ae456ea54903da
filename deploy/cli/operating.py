"""Commands that an operator sends to a running system."""

import asyncio
import os
from typing import Annotated

import typer

from deploy import topics as declared_topics
from deploy.cli.client import SCOPES, Client
from deploy.local.layout import local_of
from deploy.local.variables import operator_secret
from shared.contracts.accounts.commands import CreateTenant, InvitePerson
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.values import Text
from shared.ids import derived_id, new_id

tenant = typer.Typer(help="Tenants: whose Techfest it is.", no_args_is_help=True)


def address() -> str:
    """The gateway to speak to: TECHFEST_GATEWAY_URL, or the local copy's."""
    return os.environ.get("TECHFEST_GATEWAY_URL") or local_of(os.environ).address


def operator_token(scopes: tuple[str, ...] = SCOPES) -> str:
    """A token of the operator client, from the configured or the local copy's secret."""
    client = Client(address(), tries=3)
    try:
        return client.token(operator_secret(local_of(os.environ)), scopes)
    finally:
        client.close()


def token(
    scope: Annotated[list[str] | None, typer.Option("--scope", help="Once for each scope; all when left out.")] = None,
) -> None:
    """Print an access token of the operator client, for twelve hours."""
    typer.echo(operator_token(tuple(scope) if scope else SCOPES))


def topics() -> None:
    """Make the declared topics that are missing. Existing ones stay as they are."""
    local = local_of(os.environ)
    made = asyncio.run(declared_topics.ensure(local.kafka_address, local.copies))
    typer.echo("\n".join(f"made {name}" for name in made) or "all are there")


@tenant.command("create")
def create_tenant(
    slug: Annotated[str, typer.Argument(help="Its part of the web address, like bac-ninh.")],
    vi: Annotated[str, typer.Option("--vi", help="Its name in Vietnamese.")],
    en: Annotated[str | None, typer.Option("--en", help="Its name in English.")] = None,
    organiser: Annotated[str | None, typer.Option("--organiser", help="Mail address of the first organiser.")] = None,
) -> None:
    """Make a tenant and print its id, and for its first organiser a link to come in by, once, within 14 days.

    The same address again gives the same tenant. The link is mailed, too, where sending mail is set up.
    """
    command = CreateTenant(tenant_id=derived_id("tenant", slug), slug=slug, name=Text(vi=vi, en=en))
    client = Client(address(), operator_token(("tenants:create", "roles:grant")))
    try:
        typer.echo(client.send(command, derived_id("create-tenant", slug, vi, en or "")).id)
        if organiser:
            typer.echo(_first_link(client, command.tenant_id, organiser))
    finally:
        client.close()


def _first_link(client: Client, tenant_id: str, mail: str) -> str:
    """An invitation to organise the whole tenant, as an address to be opened."""
    role = Role(name=RoleName.ORGANISER, tenant_id=tenant_id)
    invitation = InvitePerson(invitation_id=new_id(), mail=mail, role=role)
    client.send(invitation, invitation.invitation_id)
    token = client.ask("/api/accounts/invitations/link", {"invitation_id": invitation.invitation_id})["token"]
    return f"{address()}/invitation?token={token}"
