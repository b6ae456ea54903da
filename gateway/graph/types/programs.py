"""Programs that ask: the API clients of a tenant, and a person's own tokens. Never a secret."""

from datetime import datetime

import strawberry

from gateway.graph.sources import column, note, reference
from gateway.graph.types.accounts import Tenant
from gateway.graph.types.nodes import Node


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
