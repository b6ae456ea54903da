"""Judges, conflicts and assignments: which rule decides which command, and what it needs."""

import asyncio

from services.judging.domain import assignment, conflict, judge
from services.judging.domain.assignment import Assigning, AssignPlanned, EndAssignment, TakeBack
from services.judging.domain.award import Award
from services.judging.domain.conflict import Declaring, RaiseFound
from services.judging.domain.judge import Inviting, Judge, SeatJudge, UnseatJudge
from services.judging.handlers.nouns import ASSIGNMENT, CONFLICT, JUDGE
from services.judging.ports import Needs
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, Handler, PreparedHandler
from shared.contracts.accounts.roles import RoleName
from shared.contracts.judging import commands
from shared.contracts.judging.ids import assignment_id, candidate_id, conflict_id, judge_id
from shared.contracts.personal import PersonText


async def inviting(command: commands.InviteJudge, actor: Actor, needs: Needs) -> Inviting:
    """Award and person; of a person nobody has anything looked up who may not invite."""
    award = await needs.awards.state(command.award_id)
    if award is None or not actor.is_person or actor.tenant_id != award.place.tenant_id:
        return Inviting(award, None)
    return Inviting(award, await needs.heard.person(command.person_id))


async def its_award(command: SeatJudge, _: Actor, needs: Needs) -> Award | None:
    """The award at which the role was given."""
    return await needs.awards.state(command.award_id)


def judge_of(command: commands.InviteJudge | SeatJudge | UnseatJudge) -> str:
    """One for each award and person."""
    return judge_id(command.award_id, command.person_id)


async def declaring(command: commands.DeclareConflict, actor: Actor, needs: Needs) -> Declaring:
    """Judge and entry, and the words sealed of who may declare."""
    known = await needs.judges.state(command.judge_id)
    if known is None:
        return Declaring(None, None)
    candidate = await needs.candidates.state(candidate_id(known.award_id, command.entry_id))
    return Declaring(known, candidate, await _declared(command, known, actor, needs))


async def _declared(command: commands.DeclareConflict, known: Judge, actor: Actor, needs: Needs) -> PersonText | None:
    leads = actor.is_one_at(judge.places(known), RoleName.ORGANISER, RoleName.CHAIR)
    if not command.text or not (actor.is_person and (actor.id == known.person_id or leads)):
        return None
    return await needs.texts.seal(actor.id, conflict.NOTE, command.text)


def conflict_of(command: commands.DeclareConflict | RaiseFound) -> str:
    """One for each judge, entry and kind."""
    return conflict_id(command.judge_id, command.entry_id, command.kind.value)


async def its_judge(command: RaiseFound, _: Actor, needs: Needs) -> Judge | None:
    """Whose conflict it is."""
    return await needs.judges.state(command.judge_id)


async def settled_for(command: commands.SettleConflict, actor: Actor, needs: Needs) -> PersonText | None:
    """The reason, sealed, of who may settle it."""
    known = await needs.conflicts.state(command.conflict_id)
    if known is None or not actor.is_one_at(conflict.places(known), RoleName.ORGANISER, RoleName.CHAIR):
        return None
    return await needs.texts.seal(actor.id, conflict.REASON, command.text)


async def assigning(command: commands.AssignJudge | AssignPlanned, _: Actor, needs: Needs) -> Assigning:
    """Round, judge and entry, and whether anything keeps these apart."""
    round_, found, conflicts = await asyncio.gather(
        needs.rounds.state(command.round_id),
        needs.judges.state(command.judge_id),
        needs.conflicts.where(judge_id=command.judge_id, entry_id=command.entry_id),
    )
    award_id = round_.award_id if round_ else ""
    candidate = await needs.candidates.state(candidate_id(award_id, command.entry_id)) if round_ else None
    return Assigning(round_, found, candidate, any(c.holds for c in conflicts))


def assignment_of(command: commands.AssignJudge | AssignPlanned) -> str:
    """One for each round, judge and entry."""
    return assignment_id(command.round_id, command.judge_id, command.entry_id)


async def has_begun(command: commands.UnassignJudge | TakeBack, _: Actor, needs: Needs) -> bool:
    """Whether the judge has given a mark: the sheet has the assignment's id."""
    return await needs.sheets.state(command.assignment_id) is not None


COMMANDS: tuple[AnyHandler, ...] = (
    PreparedHandler(commands.InviteJudge, JUDGE, judge.invite, inviting, target=judge_of),
    Handler(commands.AcceptJudging, JUDGE, judge.accept),
    Handler(commands.DeclineJudging, JUDGE, judge.decline),
    Handler(commands.ReviseExpertise, JUDGE, judge.revise),
    PreparedHandler(SeatJudge, JUDGE, judge.seat, its_award, target=judge_of),
    Handler(UnseatJudge, JUDGE, judge.unseat, target=judge_of),
    PreparedHandler(commands.DeclareConflict, CONFLICT, conflict.declare, declaring, target=conflict_of),
    PreparedHandler(RaiseFound, CONFLICT, conflict.raise_found, its_judge, target=conflict_of),
    PreparedHandler(commands.SettleConflict, CONFLICT, conflict.settle, settled_for),
    PreparedHandler(commands.AssignJudge, ASSIGNMENT, assignment.assign, assigning, target=assignment_of),
    PreparedHandler(AssignPlanned, ASSIGNMENT, assignment.assign_planned, assigning, target=assignment_of),
    PreparedHandler(commands.UnassignJudge, ASSIGNMENT, assignment.unassign, has_begun),
    PreparedHandler(TakeBack, ASSIGNMENT, assignment.take_back, has_begun),
    Handler(commands.RecuseJudge, ASSIGNMENT, assignment.recuse),
    Handler(commands.AbstainFromEntry, ASSIGNMENT, assignment.abstain),
    Handler(EndAssignment, ASSIGNMENT, assignment.end),
)
