"""Lists of consent and of requests about own data."""

import strawberry

from gateway.graph.enums.privacy import DataRequestKind, DataRequestStatus, Purpose
from gateway.graph.listings.filters import equal
from gateway.graph.lists import Filtering, Listing, Sorting


@strawberry.input(description="Which consents are listed: all that is given must hold.")
class ConsentFilter:
    """A filter of consents."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    person_id: strawberry.ID | None = strawberry.field(default=None, description="Of this person.")
    purposes: list[Purpose] | None = strawberry.field(default=None, description="For any of these.")
    holding: bool | None = strawberry.field(default=None, description="Whether they were not taken back.")


@strawberry.input(description="Which requests about data are listed: all that is given must hold.")
class DataRequestFilter:
    """A filter of requests about data."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    person_id: strawberry.ID | None = strawberry.field(default=None, description="Of this person.")
    kinds: list[DataRequestKind] | None = strawberry.field(default=None, description="Of any of these kinds.")
    statuses: list[DataRequestStatus] | None = strawberry.field(default=None, description="Standing at any of these.")


CONSENTS = Listing(
    kind="Consent",
    orders={"GIVEN_AT": Sorting("given_at", "givenAt")},
    filters={
        "tenant_id": equal("tenant_id", "tenantId"),
        "person_id": equal("person_id", "personId"),
        "purposes": Filtering("purpose", lambda values: {"purpose": {"$in": [v.value for v in values]}}),
        "holding": Filtering("withdrawnAt", lambda holds: {"withdrawn_at": None if holds else {"$ne": None}}),
    },
    facets={},
)
DATA_REQUESTS = Listing(
    kind="DataRequest",
    orders={"ANSWER_DUE": Sorting("answer_due", "answerDue")},
    filters={
        "tenant_id": equal("tenant_id", "tenantId"),
        "person_id": equal("person_id", "personId"),
        "kinds": Filtering("kind", lambda values: {"kind": {"$in": [v.value for v in values]}}),
        "statuses": Filtering("status", lambda values: {"status": {"$in": [v.value for v in values]}}),
    },
    facets={},
)
LISTINGS = (CONSENTS, DATA_REQUESTS)
