"""Matches, watched."""

from typing import Annotated

import strawberry

from gateway.graph.arguments import FILTER, Asking, First
from gateway.graph.connections import Connection
from gateway.graph.listings.matchmaking import MatchFilter, MatchOrderField
from gateway.graph.lists import Asked
from gateway.graph.queries.matchmaking import own_matches
from gateway.graph.types.matchmaking import Match


async def _suggested(
    info: Asking,
    first: First = None,
    filter: Annotated[MatchFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[Match] | None:
    return await own_matches(info, filter, Asked(first, order=MatchOrderField.SUGGESTED_AT.value, rising=False))


@strawberry.type
class MatchmakingSubscriptions:
    """Of matchmaking."""

    match_suggested: Connection[Match] | None = strawberry.field(
        resolver=_suggested, description="Matches of your organisations' listings, the one suggested last first."
    )
