"""Judges, their conflicts, and what they are given: who leads the judging sees all, a judge what is the judge's own."""

from collections.abc import Mapping

from services.judging.access.leading import hidden, leads, looks_on, public, signed_in
from services.judging.domain import assignment as assignments
from services.judging.domain import award as awards
from services.judging.domain import conflict as conflicts
from services.judging.domain import judge as judges
from services.judging.domain import round as rounds
from services.judging.domain.assignment import Assigning, Assignment, AssignPlanned, EndAssignment, TakeBack
from services.judging.domain.conflict import Conflict, Declaring, RaiseFound
from services.judging.domain.judge import Inviting, Judge, SeatJudge, UnseatJudge
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict, only_itself
from shared.contracts.commands import Command
from shared.contracts.judging import commands


def may_invite(actor: Actor, command: commands.InviteJudge, judge: Judge | None, found: Inviting) -> Verdict:
    """Who leads the judging of the award, which is public."""
    return signed_in(actor) if found.award is None else public(leads(actor, awards.places(found.award)))


def may_accept(actor: Actor, command: commands.AcceptJudging, judge: Judge | None, _: object) -> Verdict:
    """Who is asked, and nobody else."""
    if judge is None:
        return Verdict.UNSEEN
    return hidden(_is(actor, judge.person_id), looks_on(actor, judges.places(judge)))


def may_change(
    actor: Actor, command: commands.DeclineJudging | commands.ReviseExpertise, judge: Judge | None, _: object
) -> Verdict:
    """The judge, or who leads the judging."""
    if judge is None:
        return Verdict.UNSEEN
    at = judges.places(judge)
    return hidden(_is(actor, judge.person_id) or leads(actor, at), looks_on(actor, at))


def may_declare(
    actor: Actor, command: commands.DeclareConflict, conflict: Conflict | None, found: Declaring
) -> Verdict:
    """The judge, or who leads the judging."""
    if found.judge is None:
        return Verdict.UNSEEN
    at = judges.places(found.judge)
    return hidden(_is(actor, found.judge.person_id) or leads(actor, at), looks_on(actor, at))


def may_settle(actor: Actor, command: commands.SettleConflict, conflict: Conflict | None, _: object) -> Verdict:
    """Who leads the judging, unless it is their own."""
    if conflict is None:
        return Verdict.UNSEEN
    at, own = conflicts.places(conflict), _is(actor, conflict.person_id)
    return hidden(leads(actor, at) and not own, looks_on(actor, at) or own)


def may_assign(actor: Actor, command: commands.AssignJudge, assignment: Assignment | None, found: Assigning) -> Verdict:
    """Who leads the judging of the round, which is public."""
    return signed_in(actor) if found.round is None else public(leads(actor, rounds.places(found.round)))


def may_take_off(
    actor: Actor, command: commands.UnassignJudge | commands.RecuseJudge, assignment: Assignment | None, _: object
) -> Verdict:
    """Who leads the judging."""
    if assignment is None:
        return Verdict.UNSEEN
    at = assignments.places(assignment)
    return hidden(leads(actor, at), looks_on(actor, at) or _is(actor, assignment.person_id))


def may_abstain(actor: Actor, command: commands.AbstainFromEntry, assignment: Assignment | None, _: object) -> Verdict:
    """The judge."""
    if assignment is None:
        return Verdict.UNSEEN
    return hidden(_is(actor, assignment.person_id), looks_on(actor, assignments.places(assignment)))


def _is(actor: Actor, person_id: str) -> bool:
    return actor.is_person and actor.id == person_id


INTERNAL = (SeatJudge, UnseatJudge, RaiseFound, AssignPlanned, TakeBack, EndAssignment)
ACCESS: Mapping[type[Command], May] = {
    commands.InviteJudge: may_invite,
    commands.AcceptJudging: may_accept,
    commands.DeclineJudging: may_change,
    commands.ReviseExpertise: may_change,
    commands.DeclareConflict: may_declare,
    commands.SettleConflict: may_settle,
    commands.AssignJudge: may_assign,
    commands.UnassignJudge: may_take_off,
    commands.RecuseJudge: may_take_off,
    commands.AbstainFromEntry: may_abstain,
    **{command: only_itself("judging") for command in INTERNAL},
}
