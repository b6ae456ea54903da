"""What registration does: a table of its commands, and of what it hears."""

from collections.abc import Iterable
from typing import TypeVar

from services.registration.domain import edition, entry, programme
from services.registration.domain.edition import Edition
from services.registration.domain.entry import STEP, Drafting, Entry, SealedSteps, Submitting
from services.registration.domain.programme import Programme
from services.registration.ports import ORGANISATIONS, Needs
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, Handler, PreparedHandler
from shared.bus.messages import Incoming
from shared.bus.nouns import Json, Noun, StateData, Unique
from shared.bus.ports import Reads
from shared.bus.projection import Row
from shared.bus.reactions import Keep, Reactions
from shared.bus.sweeping import Timed
from shared.contracts.accounts import events as accounts
from shared.contracts.accounts.values import Standing
from shared.contracts.personal import PersonText
from shared.contracts.registration import commands
from shared.contracts.registration.refusals import EditionSlugTaken
from shared.roles import ROLES_HEARD

S = TypeVar("S")


def _as_it_was(state: StateData) -> StateData:
    """Shape 1 to 2: a step may lie sealed; what lies open is sealed when the draft is saved again."""
    return state


EDITION = Noun(
    name="edition",
    collection="editions",
    state=Edition,
    apply=edition.apply,
    places=edition.places,
    snapshot=edition.snapshot,
    unique=(Unique("slug", ("tenant_id", "slug"), EditionSlugTaken),),
)
PROGRAMME = Noun(
    name="programme",
    collection="programmes",
    state=Programme,
    apply=programme.apply,
    places=programme.places,
    snapshot=programme.snapshot,
)
ENTRY = Noun(
    name="entry",
    collection="entries",
    state=Entry,
    apply=entry.apply,
    places=entry.places,
    snapshot=entry.snapshot,
    shape=2,
    upcasts={1: _as_it_was},
)
NOUNS = (EDITION, PROGRAMME, ENTRY)


async def its_edition(command: commands.OpenProgramme, _: Actor, needs: Needs) -> Edition | None:
    """The edition that the programme is to belong to."""
    return await _read(needs.editions, command.edition_id)


async def drafting(command: commands.SaveDraft, actor: Actor, needs: Needs) -> Drafting:
    """The programme that is entered, and the step under its author's key. Raises `Unavailable` while there is none."""
    programme = await _read(needs.programmes, command.programme_id)
    if not actor.is_person or programme is None or programme.tenant_id != actor.tenant_id:
        return Drafting(programme)
    there = await _read(needs.entries, command.entry_id)
    lies_open = there.draft.steps if there and there.draft and there.author_id == actor.id else {}
    steps = {kind: step for kind, step in lies_open.items() if not isinstance(step, PersonText)}
    steps[command.step.kind] = command.step
    sealed = {kind: await needs.texts.seal(actor.id, STEP, step.model_dump_json()) for kind, step in steps.items()}
    return Drafting(programme, SealedSteps(**sealed))


async def submitting(command: commands.SubmitEntry, actor: Actor, needs: Needs) -> Submitting:
    """The programme that is entered, and the organisation for which a person enters."""
    entered = await _read(needs.programmes, command.programme_id)
    if actor.has_scope("entries:import", entered.tenant_id if entered else None):
        return Submitting(entered, on_behalf=True)
    if entered is None or entered.tenant_id != actor.tenant_id:
        return Submitting(entered)
    found = await needs.organisations.for_entering(command.organisation_id, entered.tenant_id, actor.id)
    return Submitting(entered, found)


async def programme_of_entry(command: commands.ReviseEntry, _: Actor, needs: Needs) -> Programme | None:
    """The programme of an entry that is there: an entry never moves to another."""
    known = needs.entries.recall(command.entry_id)
    if known is None:
        known = await _read(needs.entries, command.entry_id)
    if known is None:
        return None
    return await _read(needs.programmes, known.place.programme_id)


async def sealed_note(command: commands.WithdrawEntry, actor: Actor, needs: Needs) -> PersonText | None:
    """What the person says about it, under the person's own key. Raises `Unavailable` while no key can be had."""
    if not command.text or not actor.is_person:
        return None
    return await needs.texts.seal(actor.id, entry.NOTE, command.text)


async def _read(store: Reads[S], aggregate_id: str) -> S | None:
    found = await store.read(aggregate_id)
    return found.state if found else None


def receipt(state: Entry) -> Json | None:
    """What proves the submission."""
    return {"receipt": state.receipt.model_dump(mode="json")} if state.receipt else None


COMMANDS: tuple[AnyHandler, ...] = (
    Handler(commands.OpenEdition, EDITION, edition.open_edition),
    PreparedHandler(commands.OpenProgramme, PROGRAMME, programme.open_programme, its_edition),
    PreparedHandler(commands.SaveDraft, ENTRY, entry.save_draft, drafting),
    PreparedHandler(commands.SubmitEntry, ENTRY, entry.submit, submitting, answer=receipt),
    PreparedHandler(commands.ReviseEntry, ENTRY, entry.revise, programme_of_entry),
    PreparedHandler(commands.WithdrawEntry, ENTRY, entry.withdraw, sealed_note),
)


def organisation_rows(told: Incoming) -> Iterable[Row]:
    """Who has registered an organisation, and where."""
    event = told.event
    if isinstance(event, accounts.OrganisationRegistered | accounts.OrganisationSnapshot):
        kept = {"tenant_id": event.tenant_id, "registered_by": event.registered_by}
        yield Row(ORGANISATIONS, event.organisation_id, "organisation", told.envelope.seq, kept)


def member_rows(told: Incoming) -> Iterable[Row]:
    """Who belongs to an organisation; who only asks to, does not."""
    event = told.event
    if isinstance(event, accounts.MembershipChanged | accounts.MembersSnapshot):
        belong = [m.person_id for m in event.members if m.standing is not Standing.ASKED]
        yield Row(ORGANISATIONS, event.organisation_id, "members", told.envelope.seq, {"members": belong})


HEARD: Reactions = {
    **ROLES_HEARD,
    accounts.OrganisationRegistered: (Keep(organisation_rows),),
    accounts.OrganisationSnapshot: (Keep(organisation_rows),),
    accounts.MembershipChanged: (Keep(member_rows),),
    accounts.MembersSnapshot: (Keep(member_rows),),
}
"""Roles and organisations are kept, so that they are at hand when a command asks for them."""

TIMED: Timed = {}
"""Nothing of registration waits for a time yet."""
