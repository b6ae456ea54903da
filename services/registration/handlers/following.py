"""What follows a person whose accounts were joined; and drafts that an older release has left in the open."""

from collections.abc import Iterable

from services.registration.domain import entry
from services.registration.domain.commands import SealDraft, TakeOverEntry
from services.registration.domain.entry import STEP, SealedSteps
from services.registration.handlers.nouns import ENTRY
from services.registration.ports import PEOPLE, Needs, Remains
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, Handler, PreparedHandler
from shared.bus.messages import Incoming
from shared.bus.projection import Row
from shared.bus.reactions import Do, Keep, Reactions
from shared.bus.reading import state_of
from shared.contracts.accounts.events import PersonMerged, PersonSnapshot
from shared.contracts.personal import PersonText
from shared.errors import NotFound
from shared.ids import derived_id


def joined_rows(told: Incoming) -> Iterable[Row]:
    """Who has become whom."""
    event = told.event
    if isinstance(event, PersonMerged | PersonSnapshot) and event.into_id is not None:
        yield Row(PEOPLE, event.person_id, "person", told.envelope.seq, {"into_id": event.into_id})


async def entries_follow(told: Incoming, remains: Remains) -> None:
    """Everything that the account that went has begun."""
    event = told.event
    if isinstance(event, PersonMerged | PersonSnapshot) and event.into_id is not None:
        await follow(event.person_id, remains, told.envelope.traceparent)


async def follow(gone: str, remains: Remains, traceparent: str = "") -> None:
    """To the account that the person is by now, whatever order the joinings were heard in."""
    into = await remains.people.now(gone)
    for entry_id in await remains.authored.of(gone) if into != gone else ():
        command = TakeOverEntry(entry_id=entry_id, person_id=gone, into_id=into)
        await remains.send(command, derived_id("take over entry", entry_id, gone, into), traceparent)


async def sealed_now(command: SealDraft, _: Actor, needs: Needs) -> SealedSteps | None:
    """The draft's steps under its author's key, those of who is erased left out. Raises `Unavailable`."""
    known = await state_of(needs.entries, command.entry_id)
    if known is None or known.draft is None:
        return None
    sealed: dict[str, PersonText | None] = {}
    for kind, step in known.draft.steps.items():
        sealed[kind] = step if isinstance(step, PersonText) else await _sealed(known.author_id, step, needs)
    return SealedSteps(**sealed)


async def _sealed(author_id: str, step: entry.Step, needs: Needs) -> PersonText | None:
    try:
        return await needs.texts.seal(author_id, STEP, step.model_dump_json())
    except NotFound:
        return None


OF_FOLLOWING: tuple[AnyHandler, ...] = (
    Handler(TakeOverEntry, ENTRY, entry.take_over),
    PreparedHandler(SealDraft, ENTRY, entry.seal_draft, sealed_now),
)
FOLLOWED: Reactions = dict.fromkeys((PersonMerged, PersonSnapshot), (Keep(joined_rows), Do(entries_follow)))
