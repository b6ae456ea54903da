"""Queries of consent and of requests about own data."""

from typing import Annotated, cast

import strawberry

from gateway.graph.arguments import FILTER, After, Asking, Before, First, Last
from gateway.graph.connections import Connection, listed
from gateway.graph.listings.privacy import CONSENTS, DATA_REQUESTS, ConsentFilter, DataRequestFilter
from gateway.graph.lists import Asked
from gateway.graph.types.privacy import Consent, DataRequest


async def _consents(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[ConsentFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[Consent]:
    asked = Asked(first, after, last, before, order="GIVEN_AT", rising=False)
    return cast(Connection[Consent], await listed(info, CONSENTS, filter, asked))


async def _data_requests(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[DataRequestFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[DataRequest]:
    asked = Asked(first, after, last, before, order="ANSWER_DUE")
    return cast(Connection[DataRequest], await listed(info, DATA_REQUESTS, filter, asked))


@strawberry.type
class PrivacyQueries:
    """Of own data."""

    consents: Connection[Consent] = strawberry.field(
        resolver=_consents,
        description="What you have agreed to, and what people of your tenant have; the latest first.",
    )
    data_requests: Connection[DataRequest] = strawberry.field(
        resolver=_data_requests,
        description="Requests about data that you made or answer, the one due first at the top.",
    )
