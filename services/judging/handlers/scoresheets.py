"""Scoresheets: which rule decides which command, and what it needs."""

from collections.abc import Sequence

from services.judging.domain import round as rounds
from services.judging.domain import scoresheet
from services.judging.domain.assignment import Assignment
from services.judging.domain.round import Round
from services.judging.domain.scoresheet import CountedOver, Scoring, SettleLate, refuse_unready
from services.judging.handlers.nouns import SCORESHEET
from services.judging.ports import Needs
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, PreparedHandler
from shared.bus.nouns import Order
from shared.bus.tracing import current_trace
from shared.contracts.accounts.roles import RoleName
from shared.contracts.events import Event
from shared.contracts.judging import commands
from shared.contracts.judging.values import SheetSeq
from shared.contracts.personal import PersonText
from shared.errors import Refusal
from shared.ids import derived_id

Scores = commands.SaveMarks | commands.SaveNote | commands.SubmitScoresheet


async def scoring(command: Scores, _: Actor, needs: Needs) -> Scoring:
    """What the judge was given, and the round; a round that was just closed may be taken for open for a moment."""
    assignment = await needs.assignments.state(command.sheet_id)
    if assignment is None:
        return Scoring(None, None)
    found = await needs.recent_rounds.read(assignment.round_id)
    return Scoring(assignment, found.state if found else None)


async def noting(command: commands.SaveNote, actor: Actor, needs: Needs) -> Scoring:
    """As `scoring`, with the note sealed of whose sheet it is."""
    found = await scoring(command, actor, needs)
    sealed = await _sealed_note(command, found.assignment, actor, needs)
    return Scoring(found.assignment, found.round, sealed)


async def _sealed_note(
    command: commands.SaveNote, assignment: Assignment | None, actor: Actor, needs: Needs
) -> PersonText | None:
    if not command.text or assignment is None or assignment.person_id != actor.id:
        return None
    return await needs.texts.seal(actor.id, scoresheet.NOTE, command.text)


async def submitting(command: commands.SubmitScoresheet, actor: Actor, needs: Needs) -> Scoring:
    """As `scoring`, the round read now, and its rubric locked before a first sheet of it is in."""
    assignment = await needs.assignments.state(command.sheet_id)
    if assignment is None:
        return Scoring(None, None)
    known = await needs.rounds.state(assignment.round_id)
    found = Scoring(assignment, known)
    if known is not None and not known.locked and assignment.person_id == actor.id:
        await _lock(command, found, known, actor, needs)
    return found


async def _lock(command: commands.SubmitScoresheet, found: Scoring, known: Round, actor: Actor, needs: Needs) -> None:
    """Locks for a sheet that can be submitted; one that can't is refused by its rule.

    Raises `RubricLocked` where the round has another version by now.
    """
    sheet = await needs.sheets.state(command.sheet_id)
    try:
        refuse_unready(sheet, found)
    except Refusal:
        return
    version = known.rubric_id, known.rubric_number
    id_ = derived_id("lock", known.round_id, known.rubric_id, str(known.rubric_number))
    arrival = needs.now()

    def decide(state: Round | None) -> Sequence[Event]:
        return rounds.lock(state, *version)

    order: Order[Round] = Order(known.round_id, id_, id_, arrival, actor.id, decide, traceparent=current_trace())
    await needs.rounds.store.execute(order)


async def reopening(command: commands.ReopenScoresheet, actor: Actor, needs: Needs) -> Scoring:
    """The round, and the reason sealed of who may open the sheet."""
    sheet = await needs.sheets.state(command.sheet_id)
    if sheet is None or not actor.is_one_at(scoresheet.places(sheet), RoleName.CHAIR):
        return Scoring(None, None)
    assignment, known = await needs.assignments.state(sheet.sheet_id), await needs.rounds.state(sheet.round_id)
    reason = await needs.texts.seal(actor.id, scoresheet.REASON, command.text)
    return Scoring(assignment, known, reason)


async def counted(command: SettleLate, _: Actor, needs: Needs) -> CountedOver:
    """The sheets that the round was closed over, where it is closed; of a judge who was recused none is late."""
    assignment = await needs.assignments.state(command.sheet_id)
    known = await needs.rounds.state(assignment.round_id) if assignment and assignment.holds else None
    if known is None or known.is_open:
        return CountedOver(False, {})
    listed = await needs.documents.get(known.sheets_hash or "") or []
    return CountedOver(True, {one.sheet_id: one.seq for one in map(SheetSeq.model_validate, listed)})


COMMANDS: tuple[AnyHandler, ...] = (
    PreparedHandler(commands.SaveMarks, SCORESHEET, scoresheet.save_marks, scoring),
    PreparedHandler(commands.SaveNote, SCORESHEET, scoresheet.save_note, noting),
    PreparedHandler(commands.SubmitScoresheet, SCORESHEET, scoresheet.submit, submitting),
    PreparedHandler(commands.ReopenScoresheet, SCORESHEET, scoresheet.reopen, reopening),
    PreparedHandler(SettleLate, SCORESHEET, scoresheet.settle_late, counted),
)
