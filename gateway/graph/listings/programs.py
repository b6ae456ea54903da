"""Lists of programs that ask."""

import strawberry

from gateway.graph.listings.filters import equal
from gateway.graph.lists import Listing, Sorting


@strawberry.input(description="Which API clients are listed: all that is given must hold.")
class ApiClientFilter:
    """A filter of API clients."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    revoked: bool | None = strawberry.field(default=None, description="Whether they have ended.")


@strawberry.input(description="Which personal tokens are listed: all that is given must hold.")
class PersonalTokenFilter:
    """A filter of personal tokens."""

    revoked: bool | None = strawberry.field(default=None, description="Whether they have ended.")


API_CLIENTS = Listing(
    kind="ApiClient",
    orders={"LABEL": Sorting("label_key", "label")},
    filters={"tenant_id": equal("tenant_id", "tenantId"), "revoked": equal("revoked", "revoked")},
    facets={},
)
PERSONAL_TOKENS = Listing(
    kind="PersonalToken",
    orders={"EXPIRES_AT": Sorting("expires_at", "expiresAt")},
    filters={"revoked": equal("revoked", "revoked")},
    facets={},
)
LISTINGS = (API_CLIENTS, PERSONAL_TOKENS)
