"""Queries of decisions: those that are prepared, and what was released."""

from typing import Annotated, cast

import strawberry

from gateway.clients import Refused
from gateway.graph.arguments import FILTER, After, AggregateId, Asking, Before, First, Last
from gateway.graph.connections import Connection, listed
from gateway.graph.errors import Denied
from gateway.graph.listings.registration import RELEASES, ReleaseFilter
from gateway.graph.lists import Asked
from gateway.graph.types.decisions import DecisionPage, Release


async def _pages(info: Asking, programme_id: AggregateId) -> list[DecisionPage]:
    viewer = info.context.reader
    if not viewer.signed_in:
        return []
    try:
        return cast(list[DecisionPage], await info.context.drafts.decisions(viewer, programme_id))
    except Refused as refused:
        raise Denied(refused.code, refused.message) from None


async def _release(info: Asking, release_id: AggregateId) -> Release | None:
    return cast("Release | None", await info.context.row("Release", release_id))


async def _releases(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[ReleaseFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[Release]:
    asked = Asked(first, after, last, before, order="RELEASED_AT", rising=False)
    return cast(Connection[Release], await listed(info, RELEASES, filter, asked))


@strawberry.type
class DecisionQueries:
    """Of decisions."""

    decision_pages: list[DecisionPage] = strawberry.field(
        resolver=_pages, description="A programme's prepared decisions, if you prepare them; else none."
    )
    release: Release | None = strawberry.field(resolver=_release, description="A release that you organise.")
    releases: Connection[Release] = strawberry.field(
        resolver=_releases, description="Releases that you organise, the latest first."
    )
