"""What is asked of editions, programmes and entries."""

from services.registration.domain import edition, entry, programme
from services.registration.domain.commands import DecideEntry
from services.registration.domain.edition import Edition
from services.registration.domain.entry import STEP, Drafting, Entry, SealedSteps, Submitting
from services.registration.domain.programme import Programme
from services.registration.handlers.nouns import EDITION, ENTRY, PROGRAMME
from services.registration.ports import Needs
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, Handler, PreparedHandler
from shared.bus.nouns import Json
from shared.bus.reading import state_of
from shared.contracts.personal import PersonText
from shared.contracts.registration import commands


async def its_edition(command: commands.OpenProgramme, _: Actor, needs: Needs) -> Edition | None:
    """The edition that the programme is to belong to."""
    return await state_of(needs.editions, command.edition_id)


async def drafting(command: commands.SaveDraft, actor: Actor, needs: Needs) -> Drafting:
    """The programme that is entered, and the step under its author's key. Raises `Unavailable` while there is none."""
    programme = await state_of(needs.programmes, command.programme_id)
    if not actor.is_person or programme is None or programme.tenant_id != actor.tenant_id:
        return Drafting(programme)
    there = await state_of(needs.entries, command.entry_id)
    lies_open = there.draft.steps if there and there.draft and there.author_id == actor.id else {}
    steps = {kind: step for kind, step in lies_open.items() if not isinstance(step, PersonText)}
    steps[command.step.kind] = command.step
    sealed = {kind: await needs.texts.seal(actor.id, STEP, step.model_dump_json()) for kind, step in steps.items()}
    return Drafting(programme, SealedSteps(**sealed))


async def submitting(command: commands.SubmitEntry, actor: Actor, needs: Needs) -> Submitting:
    """The programme that is entered, and the organisation for which a person enters."""
    entered = await state_of(needs.programmes, command.programme_id)
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
        known = await state_of(needs.entries, command.entry_id)
    if known is None:
        return None
    return await state_of(needs.programmes, known.place.programme_id)


async def sealed_note(command: commands.WithdrawEntry, actor: Actor, needs: Needs) -> PersonText | None:
    """What the person says about it, under the person's own key. Raises `Unavailable` while no key can be had."""
    if not command.text or not actor.is_person:
        return None
    return await needs.texts.seal(actor.id, entry.NOTE, command.text)


def receipt(state: Entry) -> Json | None:
    """What proves the submission."""
    return {"receipt": state.receipt.model_dump(mode="json")} if state.receipt else None


OF_ENTRIES: tuple[AnyHandler, ...] = (
    Handler(commands.OpenEdition, EDITION, edition.open_edition),
    PreparedHandler(commands.OpenProgramme, PROGRAMME, programme.open_programme, its_edition),
    PreparedHandler(commands.SaveDraft, ENTRY, entry.save_draft, drafting),
    PreparedHandler(commands.SubmitEntry, ENTRY, entry.submit, submitting, answer=receipt),
    PreparedHandler(commands.ReviseEntry, ENTRY, entry.revise, programme_of_entry),
    PreparedHandler(commands.WithdrawEntry, ENTRY, entry.withdraw, sealed_note),
    Handler(DecideEntry, ENTRY, entry.decide),
)
