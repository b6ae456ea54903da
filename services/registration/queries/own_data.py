"""A person's export: all that registration holds of who asks. Nobody else's drafts and notes are in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.registration.domain.decision_page import DecisionPage
from services.registration.domain.entry import DECISION, NOTE, STEP, Entry
from services.registration.ports import People, Texts
from services.registration.queries.drafts import step_of
from shared.auth import Actor
from shared.bus.own_data import Beside, Closed, Ids, OwnStates, Part, allow, picked, said
from shared.contracts.personal import PersonText
from shared.contracts.registration.values import EntryStatus


def _entry(entry: Entry, _: Ids) -> Mapping[str, Any]:
    """A draft whole; what was handed in with its receipt, and with what was said when it was taken back."""
    if entry.status is EntryStatus.DRAFT:
        return {**picked(entry, "entry_id", "place", "status"), "steps": _steps(entry)}
    names = ("entry_id", "place", "organisation_id", "status", "answers", "receipt", "in_grace", "on_behalf")
    changed = picked(entry, "revised_at", "withdrawn_at", "reason", "decision", "rejection", "decided_at")
    texts = {"note": (entry.note, NOTE), "decision_text": (entry.decision_text, DECISION)}
    said = {name: Closed(text, purpose) if text else None for name, (text, purpose) in texts.items()}
    return {**picked(entry, *names), **changed, **said}


def _steps(entry: Entry) -> Mapping[str, Any]:
    steps = entry.draft.steps if entry.draft else {}
    return {kind: Closed(s, STEP, step_of) if isinstance(s, PersonText) else s for kind, s in steps.items()}


def _page(page: DecisionPage, ids: Ids) -> Mapping[str, Any]:
    """What the person has written to entrants on it; the decisions are the organisation's."""
    own = [Closed(text, DECISION) for text in page.texts if text.subject in ids]
    return {**picked(page, "page_id", "place"), "texts": own}


PARTS: tuple[Part[Any], ...] = (
    Part("entries", "entry", _entry, ("author_id",)),
    Part("decisions", "decision_page", _page, ("texts.subject",)),
)
"""A noun that may hold a person's id has a row here."""

BESIDE: tuple[Beside, ...] = ()

ELSEWHERE: Mapping[str, str] = {
    "editions": "nobody is named in them",
    "programmes": "nobody is named in them",
    "releases": "nobody is named in them",
    "people": "a copy of what accounts says",
    "roles": "a copy of what accounts says",
    "organisations": "a copy of what accounts says",
}
"""Collections that may hold a person's id, of which nothing is said, and why."""


async def own_data(
    person_id: str, actor: Actor, states: OwnStates, people: People, texts: Texts, viewer_token: str
) -> dict[str, Any]:
    """All that registration holds of the person, under the accounts too that were joined with this one.

    Raises `Unauthenticated`, `NotFound`, `Forbidden` for a program, `Unavailable` while no key can be had.
    """
    allow(actor, person_id)

    async def opened(closed: Sequence[Closed]) -> Sequence[str | None]:
        found: dict[Closed, str | None] = {}
        for purpose in {one.purpose for one in closed}:
            some = [one for one in closed if one.purpose == purpose]
            texts_of_some = await texts.open([one.text for one in some], purpose, viewer_token)
            found |= dict(zip(some, texts_of_some, strict=True))
        return [found[one] for one in closed]

    ids = frozenset((person_id, *await people.before(person_id)))
    return await said(PARTS, BESIDE, states, ids, opened)
