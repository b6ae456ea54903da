"""Programs that ask: the API clients of a tenant, and a person's own tokens. Never a secret."""

from datetime import datetime
from typing import Annotated, cast

import strawberry
from strawberry import Info

from gateway.graph import lists
from gateway.graph.arguments import FILTER, After, Before, First, Last
from gateway.graph.connections import Connection, listed
from gateway.graph.context import Context
from gateway.graph.listings import API_CLIENTS, PERSONAL_TOKENS, ApiClientFilter, PersonalTokenFilter
from gateway.graph.models import column, note, reference
from gateway.graph.types import Node, Tenant


@strawberry.type(description="A program that a tenant lets ask: its organisers see it, and itself.")
class ApiClient(Node):
    """An API client."""

    client_id: strawberry.ID = column("client_id", "The id that commands take, and that it shows with its secret.")
    tenant_id: strawberry.ID = column("tenant_id", "The tenant whose data it reaches.")
    label: str = column("label", "What organisers call it.")
    scopes: list[str] = column("scopes", "What it may.")
    per_minute: int = column("per_minute", "How many requests it has in a minute.")
    per_day: int = column("per_day", "How many requests it has in a day.")
    revoked: bool = column("revoked", "Whether it has ended.")
    tenant: Tenant | None = reference("Tenant", "tenant_id", "Whose it is.")


@strawberry.type(description="A token with which a person's own programs act as the person, who alone sees it.")
class PersonalToken(Node):
    """A personal token."""

    token_id: strawberry.ID = column("token_id", "The id that commands take.")
    tenant_id: strawberry.ID = column("tenant_id", "Where the person has the account.")
    person_id: strawberry.ID = column("person_id", "Whose it is.")
    label: str | None = note("label", "token.label", "What the person calls it.")
    scopes: list[str] = column("scopes", "What it may of what the person may.")
    expires_at: datetime = column("expires_at", "Until when it holds.")
    revoked: bool = column("revoked", "Whether it has ended.")


async def api_clients(
    info: Info[Context, None],
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[ApiClientFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[ApiClient]:
    """A page of them, by name."""
    asked = lists.Asked(first, after, last, before, order="LABEL")
    return cast(Connection[ApiClient], await listed(info, API_CLIENTS, filter, asked))


async def personal_tokens(
    info: Info[Context, None],
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[PersonalTokenFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[PersonalToken]:
    """A page of them, the one that ends first at the top."""
    asked = lists.Asked(first, after, last, before, order="EXPIRES_AT")
    return cast(Connection[PersonalToken], await listed(info, PERSONAL_TOKENS, filter, asked))
