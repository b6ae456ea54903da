"""Queries of editions, programmes and entries."""

from typing import Annotated, cast

import strawberry

from gateway.graph.arguments import FILTER, ORDER, After, AggregateId, Asking, Before, First, Last, Words
from gateway.graph.connections import Connection, listed
from gateway.graph.entries import EntryConnection, entries
from gateway.graph.listings.registration import (
    EDITIONS,
    PROGRAMMES,
    EditionFilter,
    EntryFilter,
    EntryOrder,
    ProgrammeFilter,
)
from gateway.graph.lists import Asked
from gateway.graph.types.registration import Edition, Entry, Programme


async def _edition(info: Asking, edition_id: AggregateId) -> Edition | None:
    return cast("Edition | None", await info.context.row("Edition", edition_id))


async def _editions(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[EditionFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[Edition]:
    asked = Asked(first, after, last, before, order="YEAR", rising=False)
    return cast(Connection[Edition], await listed(info, EDITIONS, filter, asked))


async def _programme(info: Asking, programme_id: AggregateId) -> Programme | None:
    return cast("Programme | None", await info.context.row("Programme", programme_id))


async def _programmes(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[ProgrammeFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[Programme]:
    asked = Asked(first, after, last, before, order="OPENS_AT")
    return cast(Connection[Programme], await listed(info, PROGRAMMES, filter, asked))


async def _entry(info: Asking, entry_id: AggregateId) -> Entry | None:
    return cast("Entry | None", await info.context.row("Entry", entry_id))


async def _entries(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[EntryFilter | None, FILTER] = None,  # noqa: A002
    order_by: Annotated[EntryOrder | None, ORDER] = None,
    search: Words = None,
) -> EntryConnection:
    return await entries(info, Asked(first, after, last, before), filter, order_by, search)


@strawberry.type
class RegistrationQueries:
    """Of registration."""

    edition: Edition | None = strawberry.field(resolver=_edition, description="An edition.")
    editions: Connection[Edition] = strawberry.field(resolver=_editions, description="Editions, the latest first.")
    programme: Programme | None = strawberry.field(resolver=_programme, description="A programme.")
    programmes: Connection[Programme] = strawberry.field(
        resolver=_programmes, description="Programmes, by their opening."
    )
    entry: Entry | None = strawberry.field(resolver=_entry, description="A submitted entry that you may see.")
    entries: EntryConnection = strawberry.field(
        resolver=_entries,
        description="Submitted entries that you may see: the latest first, or the most relevant where words are given.",
    )
