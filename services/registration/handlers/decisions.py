"""What is asked of decisions: prepared on pages, applied by a release."""

from collections.abc import Mapping

from services.registration.domain import decision_page, release
from services.registration.domain.commands import AnnounceDecisions, CountPage, TellDecisions
from services.registration.domain.decision_page import Candidate, Closing, DecisionPage, Preparing
from services.registration.domain.entry import DECISION
from services.registration.domain.programme import Programme
from services.registration.domain.release import ClosedPage, Release, Releasing
from services.registration.handlers.nouns import DECISION_PAGE, RELEASE
from services.registration.ports import Needs
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, Handler, PreparedHandler
from shared.bus.reading import state_of
from shared.contracts.registration import commands


async def preparing(command: commands.PrepareDecisions, actor: Actor, needs: Needs) -> Preparing:
    """The programme, its entries that are named, where they are decided already, and the text sealed.

    Raises `Unavailable` while no key can be had for the text.
    """
    programme = await state_of(needs.programmes, command.programme_id)
    if programme is None or programme.tenant_id != actor.tenant_id:
        return Preparing(programme)
    text = await needs.texts.seal(actor.id, DECISION, command.text) if command.text and actor.is_person else None
    return Preparing(
        programme,
        candidates=await needs.candidates.of(command.entry_ids),
        elsewhere=await needs.pages.decided_elsewhere(command.entry_ids, command.page_id),
        text=text,
        held_by=await _holder(command.page_id, needs),
    )


async def clearing(command: commands.ClearDecisions, _: Actor, needs: Needs) -> Closing:
    """The release that the page was closed for."""
    return Closing(held_by=await _holder(command.page_id, needs))


async def closing(command: commands.CloseDecisions, _: Actor, needs: Needs) -> Closing:
    """The release that the page was closed for, and the one that it is to be closed for."""
    return Closing(await _holder(command.page_id, needs), await state_of(needs.releases, command.release_id))


async def releasing(command: commands.ReleaseDecisions, _: Actor, needs: Needs) -> Releasing:
    """The programme, and the pages as they are closed."""
    programme = await state_of(needs.programmes, command.programme_id)
    pages = [await state_of(needs.decision_pages, page_id) for page_id in dict.fromkeys(command.page_ids)]
    return Releasing(programme, tuple(_closed(page) for page in pages if page is not None))


async def its_programme(command: commands.CallOffRelease, _: Actor, needs: Needs) -> Programme | None:
    """The programme whose pages were closed."""
    return await state_of(needs.programmes, command.programme_id)


async def its_candidates(command: AnnounceDecisions, _: Actor, needs: Needs) -> Mapping[str, Candidate]:
    """The page's entries as they are now."""
    page = await state_of(needs.decision_pages, command.page_id)
    return await needs.candidates.of([one.entry_id for one in page.decisions]) if page else {}


async def _holder(page_id: str, needs: Needs) -> Release | None:
    page = await state_of(needs.decision_pages, page_id)
    return await state_of(needs.releases, page.closed_for) if page else None


def _closed(page: DecisionPage) -> ClosedPage:
    entry_ids = tuple(one.entry_id for one in page.decisions)
    return ClosedPage(page.page_id, page.place.programme_id, page.closed_for, entry_ids)


def version(state: DecisionPage) -> dict[str, int]:
    """What the page is closed by, as it was looked at."""
    return {"version": state.version, "decisions": len(state.decisions)}


OF_DECISIONS: tuple[AnyHandler, ...] = (
    PreparedHandler(commands.PrepareDecisions, DECISION_PAGE, decision_page.prepare, preparing, answer=version),
    PreparedHandler(commands.ClearDecisions, DECISION_PAGE, decision_page.clear, clearing, answer=version),
    PreparedHandler(commands.CloseDecisions, DECISION_PAGE, decision_page.close, closing, answer=version),
    PreparedHandler(commands.ReleaseDecisions, RELEASE, release.release, releasing),
    PreparedHandler(commands.CallOffRelease, RELEASE, release.call_off, its_programme),
    Handler(TellDecisions, DECISION_PAGE, decision_page.tell),
    Handler(CountPage, RELEASE, release.count_page),
    PreparedHandler(AnnounceDecisions, DECISION_PAGE, decision_page.announce, its_candidates),
)
