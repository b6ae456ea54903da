"""What is asked of registration, because no event carries it: drafts, by their author alone."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.registration.domain.entry import STEP, Draft, Entry
from services.registration.ports import Drafts, Texts
from shared.auth import Actor
from shared.bus.ports import AggregateStore
from shared.contracts.personal import PersonText
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


async def own_drafts(
    actor: Actor, programme_id: str | None, drafts: Drafts, texts: Texts, viewer_token: str = ""
) -> Sequence[OwnDraft]:
    """The actor's own drafts, the last saved first. Raises `Unauthenticated`, and `Unavailable` while none opens."""
    if not actor.signed_in:
        raise Unauthenticated
    return await _shown(await drafts.by_author(actor.id, programme_id), texts, viewer_token)


async def own_draft(
    actor: Actor, entry_id: str, entries: AggregateStore[Entry], texts: Texts, viewer_token: str = ""
) -> OwnDraft:
    """A draft of the actor's own; anything else is the same `NotFound`. Raises as `own_drafts`."""
    if not actor.signed_in:
        raise Unauthenticated
    found = await entries.read(entry_id)
    if found is None or found.state.author_id != actor.id or found.state.status is not EntryStatus.DRAFT:
        raise NotFound
    if not (shown := await _shown([found.state], texts, viewer_token)):
        raise NotFound
    return shown[0]


def step_of(text: str) -> dict[str, Any]:
    """A step as it was sealed, without its kind."""
    return {name: value for name, value in json.loads(text).items() if name != "kind"}


async def _shown(entries: Sequence[Entry], texts: Texts, viewer_token: str) -> list[OwnDraft]:
    """All of their steps, opened by one question."""
    sealed = [step for entry in entries for step in _steps(entry) if isinstance(step, PersonText)]
    opened = await texts.open(sealed, STEP, viewer_token) if sealed else []
    plain = {box: step_of(text) for box, text in zip(sealed, opened, strict=True) if text is not None}
    return [_draft(entry, entry.draft, plain) for entry in entries if entry.draft is not None]


def _steps(entry: Entry) -> Sequence[object]:
    return list(entry.draft.steps.values()) if entry.draft else []


def _draft(entry: Entry, draft: Draft, plain: Mapping[PersonText, dict[str, Any]]) -> OwnDraft:
    steps = {
        kind: plain.get(step) if isinstance(step, PersonText) else step.model_dump(mode="json", exclude={"kind"})
        for kind, step in draft.steps.items()
    }
    return OwnDraft(
        entry_id=entry.entry_id,
        programme_id=entry.place.programme_id,
        steps={kind: step for kind, step in steps.items() if step is not None},
        saved_at=draft.saved_at,
    )
