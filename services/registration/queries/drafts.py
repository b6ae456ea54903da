"""What is asked of registration, because no event carries it: drafts, by their author alone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.registration.domain.entry import Entry
from services.registration.ports import Drafts
from shared.auth import Actor
from shared.bus.ports import AggregateStore
from shared.contracts.registration.values import EntryStatus
from shared.contracts.values import Value
from shared.errors import NotFound, Unauthenticated


class OwnDraft(Value):
    """A draft as its author gets it back."""

    entry_id: str
    programme_id: str
    steps: dict[str, dict[str, Any]]
    """Each step as it was last saved, by its kind."""
    saved_at: datetime


async def own_drafts(actor: Actor, programme_id: str | None, drafts: Drafts) -> Sequence[OwnDraft]:
    """The actor's own drafts, the last saved first. Raises `Unauthenticated`."""
    if not actor.signed_in:
        raise Unauthenticated
    return [shown(found) for found in await drafts.by_author(actor.id, programme_id)]


async def own_draft(actor: Actor, entry_id: str, entries: AggregateStore[Entry]) -> OwnDraft:
    """A draft of the actor's own; anything else is the same `NotFound`. Raises `Unauthenticated`."""
    if not actor.signed_in:
        raise Unauthenticated
    found = await entries.read(entry_id)
    if found is None or found.state.author_id != actor.id or found.state.status is not EntryStatus.DRAFT:
        raise NotFound
    return shown(found.state)


def shown(entry: Entry) -> OwnDraft:
    """A draft as its author gets it back. Raises `NotFound` where none is begun."""
    if entry.draft is None:
        raise NotFound
    steps = (entry.draft.startup, entry.draft.project, entry.draft.fields)
    saved: dict[str, dict[str, Any]] = {
        step.kind: step.model_dump(mode="json", exclude={"kind"}) for step in steps if step is not None
    }
    return OwnDraft(
        entry_id=entry.entry_id,
        programme_id=entry.place.programme_id,
        steps=saved,
        saved_at=entry.draft.saved_at,
    )
