"""Decisions on entries: prepared on pages that registration keeps, released together."""

from datetime import datetime
from typing import Any

import strawberry
from strawberry import Info, Parent

from gateway.graph.context import Context
from gateway.graph.enums.registration import Decision, EntryStatus, RejectionReason
from gateway.graph.sources import column, reference
from gateway.graph.types.nodes import Node
from gateway.graph.types.registration import Entry, Programme

Of = Parent[dict[str, Any]]
Asking = Info[Context, None]


@strawberry.type(description="A decision that is prepared: nobody but the programme's staff is told of it.")
class PendingDecision:
    """A decision that waits for its release."""

    entry_id: strawberry.ID = column("entry_id", "The id of its entry.")
    entry: Entry | None = reference("Entry", "entry_id", "The entry that it is about.")
    decision: Decision = column("decision", "What is to be decided.")
    reason: RejectionReason | None = column("reason", "Why, where it is to be rejected.")
    text: str | None = column("text", "What the entrant is to be told beside.")
    standing: EntryStatus = column("standing", "Where the entry stands now: any but submitted is left out.")


@strawberry.type(description="A page of prepared decisions, at most 500. Registration keeps it and tells staff alone.")
class DecisionPage:
    """A page."""

    page_id: strawberry.ID = column("page_id", "The id that commands take.")
    version: int = column("version", "By which it is closed for a release, as it was looked at.")
    closed_for: strawberry.ID | None = column("closed_for", "The release that it is closed for, until it is made.")
    decisions: list[PendingDecision] = column("decisions", "What stands on it.")


async def _accepted(parent: Of, info: Asking) -> int:
    return await _count(parent, info, {"decision": Decision.ACCEPTED.value})


async def _rejected(parent: Of, info: Asking) -> int:
    return await _count(parent, info, {"decision": Decision.REJECTED.value})


async def _count(parent: Of, info: Asking, which: dict[str, Any]) -> int:
    return await info.context.rows.count("entries", {"release_id": parent["release_id"], **which})


async def _left_out(parent: Of, info: Asking) -> int:
    return await info.context.rows.count("entries", {"left_out": parent["release_id"]})


@strawberry.type(description="Decisions of a programme, released all at once.")
class Release(Node):
    """A release."""

    release_id: strawberry.ID = column("release_id", "The id that commands take.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    edition_id: strawberry.ID = column("edition_id", "The id of its edition.")
    programme_id: strawberry.ID = column("programme_id", "The id of its programme.")
    programme: Programme | None = reference("Programme", "programme_id", "The programme whose entries are decided.")
    entries: int = column("entries", "How many entries had a decision.")
    released_at: datetime = column("released_at", "When it was made.")
    arrived: bool = column("arrived", "Whether every entry has its decision, and entrants are being told.")
    accepted: int = strawberry.field(resolver=_accepted, description="How many entries it has accepted.")
    rejected: int = strawberry.field(resolver=_rejected, description="How many entries it has rejected.")
    left_out: int = strawberry.field(
        resolver=_left_out, description="How many it left out: withdrawn, or decided on, before it came."
    )
