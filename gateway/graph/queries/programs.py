"""Queries of programs that ask."""

from typing import Annotated, cast

import strawberry

from gateway.graph.arguments import FILTER, After, Asking, Before, First, Last
from gateway.graph.connections import Connection, listed
from gateway.graph.listings.programs import API_CLIENTS, PERSONAL_TOKENS, ApiClientFilter, PersonalTokenFilter
from gateway.graph.lists import Asked
from gateway.graph.types.programs import ApiClient, PersonalToken


async def _api_clients(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[ApiClientFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[ApiClient]:
    asked = Asked(first, after, last, before, order="LABEL")
    return cast(Connection[ApiClient], await listed(info, API_CLIENTS, filter, asked))


async def _personal_tokens(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[PersonalTokenFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[PersonalToken]:
    asked = Asked(first, after, last, before, order="EXPIRES_AT")
    return cast(Connection[PersonalToken], await listed(info, PERSONAL_TOKENS, filter, asked))


@strawberry.type
class ProgramQueries:
    """Of programs."""

    api_clients: Connection[ApiClient] = strawberry.field(
        resolver=_api_clients,
        description="The API clients of the tenants that you organise, by name; a client, itself.",
    )
    personal_tokens: Connection[PersonalToken] = strawberry.field(
        resolver=_personal_tokens, description="Your own tokens, the one that ends first at the top."
    )
