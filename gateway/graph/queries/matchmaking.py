"""Queries of matches."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Annotated, cast

import strawberry

from gateway.graph.arguments import FILTER, ORDER, After, AggregateId, Asking, Before, First, Last
from gateway.graph.connections import Connection, listed
from gateway.graph.listings.filters import Direction
from gateway.graph.listings.matchmaking import MATCHES, MatchFilter, MatchOrder, MatchOrderField
from gateway.graph.lists import Asked
from gateway.graph.types.matchmaking import Match


async def _match(info: Asking, match_id: AggregateId) -> Match | None:
    return cast("Match | None", await info.context.row("Match", match_id))


async def _matches(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[MatchFilter | None, FILTER] = None,  # noqa: A002
    order_by: Annotated[MatchOrder | None, ORDER] = None,
) -> Connection[Match]:
    asked = _ordered(Asked(first, after, last, before), order_by, MatchOrderField.SCORE)
    return cast(Connection[Match], await listed(info, MATCHES, filter, asked))


async def _own_matches(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[MatchFilter | None, FILTER] = None,  # noqa: A002
    order_by: Annotated[MatchOrder | None, ORDER] = None,
) -> Connection[Match] | None:
    asked = _ordered(Asked(first, after, last, before), order_by, MatchOrderField.SCORE)
    return await own_matches(info, filter, asked)


async def own_matches(info: Asking, given: MatchFilter | None, asked: Asked) -> Connection[Match] | None:
    """A page of the viewer's own; None where nobody is signed in."""
    if not info.context.viewer.signed_in:
        return None
    await info.context.learn("Match")
    own = SimpleNamespace(**(vars(given) if given else {}), own_of=info.context.viewer)
    return cast(Connection[Match], await listed(info, MATCHES, own, asked))


def _ordered(asked: Asked, order_by: MatchOrder | None, usual: MatchOrderField) -> Asked:
    """From the top, unless another order is asked for."""
    field = order_by.field if order_by else usual
    return replace(asked, order=field.value, rising=order_by is not None and order_by.direction is Direction.ASC)


@strawberry.type
class MatchmakingQueries:
    """Of matchmaking."""

    match: Match | None = strawberry.field(resolver=_match, description="A match that you may see.")
    matches: Connection[Match] = strawberry.field(
        resolver=_matches, description="Matches that you may see as a member of a side or as staff; the best first."
    )
    own_matches: Connection[Match] | None = strawberry.field(
        resolver=_own_matches,
        description="Matches of your organisations' listings, the best first; null where nobody is signed in.",
    )
