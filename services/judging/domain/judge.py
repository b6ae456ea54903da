"""A judge: a person who is asked to judge for an award, and accepts or declines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.judging.domain.award import Award, within
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.judging import refusals as no
from shared.contracts.judging.commands import AcceptJudging, DeclineJudging, InviteJudge, ReviseExpertise
from shared.contracts.judging.events import ExpertiseRevised, JudgeAccepted, JudgeDeclined, JudgeInvited, JudgeSnapshot
from shared.contracts.judging.ids import judge_id
from shared.contracts.judging.values import Expertise, JudgeStatus, Place, RecusalReason
from shared.contracts.places import Places
from shared.contracts.values import Id
from shared.errors import NotFound

NOTHING_KNOWN = Expertise()


@dataclass(frozen=True, slots=True)
class Person:
    """What judging has heard of a person: no name, and of the mail a keyed hash of its domain."""

    person_id: str
    tenant_id: str
    domain_key: str | None = None


@dataclass(frozen=True, slots=True)
class Judge:
    """A judge as they stand."""

    judge_id: str
    place: Place
    award_id: str
    person_id: str
    status: JudgeStatus
    changed_at: datetime
    expertise: Expertise = NOTHING_KNOWN
    invited_by: str | None = None

    @property
    def is_accepted(self) -> bool:
        """Whether entries can be given to the person."""
        return self.status is JudgeStatus.ACCEPTED


@dataclass(frozen=True, slots=True)
class Inviting:
    """What inviting needs beside the command."""

    award: Award | None
    person: Person | None


class SeatJudge(Command, wire="judging.seat_judge", about="award_id", internal=True, refuses=(no.UnknownAward,)):
    """A person was given the role of a judge at the award."""

    award_id: Id
    """Where."""
    person_id: Id
    """Who."""


class UnseatJudge(Command, wire="judging.unseat_judge", about="award_id", internal=True):
    """The role of a judge at the award was taken from a person."""

    award_id: Id
    """Where."""
    person_id: Id
    """From whom."""


def invite(judge: Judge | None, command: InviteJudge, context: Context, found: Inviting) -> Sequence[Event]:
    """Asked to judge; who was asked already stays as they are, but who has declined or left is asked again.

    Refuses `UnknownAward`, and `UnknownPerson` for nobody of the tenant.
    """
    if found.award is None:
        raise no.UnknownAward
    if found.person is None or found.person.tenant_id != found.award.place.tenant_id:
        raise no.UnknownPerson
    if judge is not None and judge.status in (JudgeStatus.INVITED, JudgeStatus.ACCEPTED):
        return ()
    return (
        JudgeInvited(
            judge_id=judge_id(command.award_id, command.person_id),
            place=found.award.place,
            award_id=command.award_id,
            person_id=command.person_id,
            expertise=command.expertise,
            invited_by=context.actor_id,
            invited_at=context.now,
        ),
    )


def accept(judge: Judge | None, _: AcceptJudging, context: Context) -> Sequence[Event]:
    """Accepted; again changes nothing."""
    if judge is None:
        raise NotFound
    return () if judge.is_accepted else (_accepted(judge, context),)


def decline(judge: Judge | None, command: DeclineJudging, context: Context) -> Sequence[Event]:
    """Declined, or stopped; again changes nothing."""
    if judge is None:
        raise NotFound
    return _declined(judge, command.reason, context)


def revise(judge: Judge | None, command: ReviseExpertise, _: Context) -> Sequence[Event]:
    """Another expertise, whole."""
    if judge is None:
        raise NotFound
    if judge.expertise == command.expertise:
        return ()
    ids = {"judge_id": judge.judge_id, "award_id": judge.award_id, "person_id": judge.person_id}
    return (ExpertiseRevised(**ids, expertise=command.expertise),)


def seat(judge: Judge | None, command: SeatJudge, context: Context, award: Award | None) -> Sequence[Event]:
    """Who is given the role judges, asked or not. Refuses `UnknownAward`."""
    if award is None:
        raise no.UnknownAward
    if judge is not None:
        return () if judge.is_accepted else (_accepted(judge, context),)
    new = Judge(
        judge_id(award.award_id, command.person_id),
        award.place,
        award.award_id,
        command.person_id,
        JudgeStatus.ACCEPTED,
        context.now,
    )
    return (_accepted(new, context),)


def unseat(judge: Judge | None, _: UnseatJudge, context: Context) -> Sequence[Event]:
    """Who has the role no longer judges no longer."""
    return _declined(judge, RecusalReason.OTHER, context) if judge is not None and judge.is_accepted else ()


def _accepted(judge: Judge, context: Context) -> JudgeAccepted:
    return JudgeAccepted(
        judge_id=judge.judge_id,
        place=judge.place,
        award_id=judge.award_id,
        person_id=judge.person_id,
        expertise=judge.expertise,
        accepted_at=context.now,
    )


def _declined(judge: Judge, reason: RecusalReason, context: Context) -> Sequence[Event]:
    if judge.status in (JudgeStatus.DECLINED, JudgeStatus.LEFT):
        return ()
    return (
        JudgeDeclined(
            judge_id=judge.judge_id,
            place=judge.place,
            award_id=judge.award_id,
            person_id=judge.person_id,
            had_accepted=judge.is_accepted,
            reason=reason,
            declined_at=context.now,
        ),
    )


def apply(judge: Judge | None, event: Event) -> Judge:
    """The judge after the fact."""
    match event:
        case JudgeInvited():
            known = (event.judge_id, event.place, event.award_id, event.person_id)
            return Judge(*known, JudgeStatus.INVITED, event.invited_at, event.expertise, event.invited_by)
        case JudgeAccepted():
            known = (event.judge_id, event.place, event.award_id, event.person_id)
            by = judge.invited_by if judge else None
            return Judge(*known, JudgeStatus.ACCEPTED, event.accepted_at, event.expertise, by)
        case JudgeDeclined() if judge:
            status = JudgeStatus.LEFT if event.had_accepted else JudgeStatus.DECLINED
            return replace(judge, status=status, changed_at=event.declined_at)
        case ExpertiseRevised() if judge:
            return replace(judge, expertise=event.expertise)
        case JudgeSnapshot():
            return Judge(**dict(event))
    raise TypeError(f"{type(event).__name__} is no fact of this judge")


def snapshot(judge: Judge) -> JudgeSnapshot:
    """All that told facts have said."""
    return JudgeSnapshot(**{name: getattr(judge, name) for name in JudgeSnapshot.model_fields})


def places(judge: Judge) -> Places:
    """Those of the award."""
    return within(judge.place, judge.award_id)
