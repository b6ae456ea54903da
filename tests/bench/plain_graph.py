"""The same part of the schema as Strawberry's documentation would have it: the bench's plain variant."""

import base64
from datetime import datetime
from typing import Any

import strawberry
from strawberry.dataloader import DataLoader

from gateway.graph.relay import cursor
from tests.bench.memory_rows import MemoryRows


@strawberry.type
class Organisation:
    organisation_id: strawberry.ID
    name: str
    country: str | None
    website: str | None
    founded_year: int | None

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(base64.b64encode(f"Organisation:{self.organisation_id}".encode()).decode())


@strawberry.type
class Receipt:
    code: str


@strawberry.type
class Entry:
    entry_id: strawberry.ID
    title: str
    summary: str
    tags: list[str]
    country: str | None
    submitted_at: datetime
    receipt: Receipt
    organisation_id: strawberry.Private[str]

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(base64.b64encode(f"Entry:{self.entry_id}".encode()).decode())

    @strawberry.field
    async def organisation(self, info: strawberry.Info) -> Organisation | None:
        found: Organisation | None = await info.context["organisations"].load(self.organisation_id)
        return found


@strawberry.type
class EntryEdge:
    cursor: str
    node: Entry


@strawberry.type
class PageInfo:
    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class EntryConnection:
    edges: list[EntryEdge]
    page_info: PageInfo


def _entry(row: Any) -> Entry:
    return Entry(
        entry_id=row["entry_id"],
        title=row["title"],
        summary=row["summary"],
        tags=row["tags"],
        country=row["organisation"]["country"],
        submitted_at=row["submitted_at"],
        receipt=Receipt(code=row["receipt_code"]),
        organisation_id=row["organisation_id"],
    )


@strawberry.type
class Query:
    @strawberry.field
    async def entry(self, info: strawberry.Info, entry_id: strawberry.ID) -> Entry | None:
        found = await info.context["rows"].find("entries", {"_id": {"$in": [entry_id]}})
        return _entry(found[0]) if found else None

    @strawberry.field
    async def entries(self, info: strawberry.Info, first: int = 20) -> EntryConnection:
        found = await info.context["rows"].find("entries", {}, limit=first + 1)
        edges = [EntryEdge(cursor=cursor("SUBMITTED_AT-", r["submitted_at"], r["_id"]), node=_entry(r)) for r in found]
        shown = edges[:first]
        return EntryConnection(
            edges=shown, page_info=PageInfo(has_next_page=len(edges) > first, end_cursor=shown[-1].cursor)
        )


SCHEMA = strawberry.Schema(query=Query)


def context_over(rows: MemoryRows) -> dict[str, Any]:
    """A request's context."""

    async def load(keys: list[str]) -> list[Organisation | None]:
        found = {r["_id"]: r for r in await rows.find("organisations", {"_id": {"$in": keys}})}
        return [_organisation(found[key]) if key in found else None for key in keys]

    return {"rows": rows, "organisations": DataLoader(load_fn=load)}


def _organisation(row: Any) -> Organisation:
    names = ("organisation_id", "name", "country", "website", "founded_year")
    return Organisation(**{name: row[name] for name in names})
