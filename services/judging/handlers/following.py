"""What follows from a fact: entries become eligible, conflicts are found, alternates step in, sheets are late.

Each looks at what there is and asks for what is missing, so that a fact heard again asks for nothing new.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from services.judging.domain.algorithms.fit import fits
from services.judging.domain.assignment import AssignPlanned, EndAssignment
from services.judging.domain.candidate import AdmitAccepted, Candidate, DropCandidate
from services.judging.domain.conflict import RaiseFound, conflicts_between
from services.judging.domain.judge import Judge, SeatJudge, UnseatJudge
from services.judging.domain.plan import Ground, alternate
from services.judging.domain.scoresheet import SettleLate
from services.judging.handlers.grounds import ground_of, profiles
from services.judging.ports import Needs, Organisation
from shared.bus.messages import Incoming
from shared.bus.reactions import Ask, Do, Reactions, Send, command_id
from shared.contracts.accounts import events as accounts
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.commands import Command
from shared.contracts.judging import events as judging
from shared.contracts.judging import refusals as no
from shared.contracts.judging.ids import candidate_id
from shared.contracts.judging.values import AssignmentOrigin, RecusalReason, RemovalReason
from shared.contracts.registration import events as registration
from shared.contracts.registration.values import Decision
from shared.errors import Refusal


@dataclass(frozen=True, slots=True)
class Following:
    """What a reaction is given: what there is, and the way to ask the service itself."""

    needs: Needs
    send: Send

    async def ask(self, told: Incoming, name: str, target: str, command: Command, *settled: type[Refusal]) -> None:
        """Asks once for each fact and target; `settled` are refusals that mean that there is nothing to do."""
        try:
            await self.send(command, command_id(told, name, target), told.envelope.traceparent)
        except settled:
            return


async def admit_entry(told: Incoming, on: Following) -> None:
    """An accepted entry is judged for every award of its programme; any other decision takes it out."""
    event = told.event
    if not isinstance(event, registration.EntryDecided):
        return
    for award in await on.needs.awards.where(**{"place.programme_id": event.place.programme_id}):
        if event.decision is Decision.ACCEPTED:
            command: Command = AdmitAccepted(award_id=award.award_id, entry_id=event.entry_id)
            await on.ask(told, "admit", command.aggregate_id, command, no.UnknownEntry, no.UnknownAward)
        else:
            await _drop(told, on, candidate_id(award.award_id, event.entry_id), RemovalReason.NOT_ACCEPTED)


async def drop_withdrawn(told: Incoming, on: Following) -> None:
    """What was withdrawn is judged no more."""
    for candidate in await on.needs.candidates.where(entry_id=told.envelope.aggregate_id):
        await _drop(told, on, candidate.candidate_id, RemovalReason.WITHDRAWN)


async def _drop(told: Incoming, on: Following, id_: str, reason: RemovalReason) -> None:
    await on.ask(told, "drop", id_, DropCandidate(candidate_id=id_, reason=reason))


async def admit_all(told: Incoming, on: Following) -> None:
    """A new award: what was accepted before is judged for it."""
    event = told.event
    if isinstance(event, judging.AwardOpened):
        for entry_id in await on.needs.heard.accepted(event.place.programme_id):
            command = AdmitAccepted(award_id=event.award_id, entry_id=entry_id)
            await on.ask(told, "admit", entry_id, command, no.UnknownEntry, no.UnknownAward)


async def find_for_judge(told: Incoming, on: Following) -> None:
    """Who has accepted is held against every entry of the award."""
    event = told.event
    if isinstance(event, judging.JudgeAccepted):
        found = await on.needs.judges.state(event.judge_id)
        candidates = await on.needs.candidates.where(award_id=event.award_id)
        await _find(told, on, [found] if found else [], candidates)


async def find_for_candidate(told: Incoming, on: Following) -> None:
    """A new entry is held against every judge of the award."""
    event = told.event
    if isinstance(event, judging.CandidateAdmitted):
        found = await on.needs.candidates.state(event.candidate_id)
        judges = await on.needs.judges.where(award_id=event.award_id)
        await _find(told, on, judges, [found] if found else [])


async def find_for_members(told: Incoming, on: Following) -> None:
    """An organisation has other members: its entries are held against their judges again."""
    event = told.event
    if not isinstance(event, accounts.MembershipChanged):
        return
    for entry_id in await on.needs.heard.of_organisation(event.organisation_id):
        for candidate in await on.needs.candidates.where(entry_id=entry_id):
            judges = await on.needs.judges.where(award_id=candidate.award_id, person_id=event.person_id)
            await _find(told, on, judges, [candidate])


async def _find(told: Incoming, on: Following, judges: Iterable[Judge], candidates: Iterable[Candidate]) -> None:
    seated, judged = [j for j in judges if j.is_accepted], [c for c in candidates if c.is_eligible]
    entries = await on.needs.heard.entries([c.entry_id for c in judged])
    organisations, people = await asyncio.gather(
        on.needs.heard.organisations(sorted({e.organisation_id for e in entries.values()})),
        on.needs.heard.people([*(j.person_id for j in seated), *(e.submitted_by for e in entries.values())]),
    )
    for judge in seated:
        for entry in entries.values():
            members = organisations.get(entry.organisation_id, Organisation()).members
            person, submitter = people.get(judge.person_id), people.get(entry.submitted_by)
            for found in conflicts_between(judge, person, entry, submitter, members):
                ids = {"judge_id": judge.judge_id, "entry_id": entry.entry_id}
                command = RaiseFound(**ids, kind=found.kind, evidence=found.evidence)
                await on.ask(told, "conflict", f"{judge.judge_id} {entry.entry_id} {found.kind}", command)


async def end_conflicted(told: Incoming, on: Following) -> None:
    """Who has a conflict scores the entry no more: sheets that were given are kept, and count nowhere."""
    event = told.event
    if isinstance(event, judging.ConflictRaised):
        for one in await on.needs.assignments.where(judge_id=event.judge_id):
            if one.holds and one.entry_id == event.entry_id:
                await _end(told, on, one.assignment_id, RecusalReason.CONFLICT)


async def end_all(told: Incoming, on: Following) -> None:
    """Who judges no longer scores nothing more."""
    event = told.event
    if isinstance(event, judging.JudgeDeclined):
        for one in await on.needs.assignments.where(judge_id=event.judge_id):
            if one.holds:
                await _end(told, on, one.assignment_id, event.reason)


async def _end(told: Incoming, on: Following, id_: str, reason: RecusalReason) -> None:
    await on.ask(told, "end", id_, EndAssignment(assignment_id=id_, reason=reason))


async def bring_alternate(told: Incoming, on: Following) -> None:
    """Another steps in where one was recused, as long as somebody is free and the round is open."""
    event = told.event
    if not isinstance(event, judging.JudgeRecused):
        return
    ground = await ground_of(event.round_id, on.needs)
    if ground is None:
        return
    fit_of = await _fit_to(event.entry_id, ground, on.needs)
    if (judge := alternate(ground, event.entry_id, fit_of)) is not None:
        ids = {"round_id": event.round_id, "judge_id": judge, "entry_id": event.entry_id}
        fit = f"{fit_of.get(judge, 0.0):.4f}"
        command = AssignPlanned(**ids, origin=AssignmentOrigin.ALTERNATE, fit=fit)
        settled = (no.RoundClosedAlready, no.NotACandidate, no.JudgeNotAccepted, no.JudgeConflicted)
        await on.ask(told, "alternate", judge, command, *settled)


async def _fit_to(entry_id: str, ground: Ground, needs: Needs) -> dict[str, float]:
    at = next((n for n, c in enumerate(ground.candidates) if c.entry_id == entry_id), None)
    if at is None:
        return {}
    judges, entries = await profiles(ground, needs)
    fit = fits(judges, [entries[at]])
    return {judge.judge_id: float(fit[n, 0]) for n, judge in enumerate(ground.judges)}


async def settle_late(told: Incoming, on: Following) -> None:
    """A round is closed: what was submitted while it was, and isn't among its sheets, is late."""
    event = told.event
    if isinstance(event, judging.RoundClosed):
        over = {one.sheet_id for one in event.sheets}
        for sheet in await on.needs.sheets.where(round_id=event.round_id):
            if sheet.sheet_id not in over:
                await on.ask(told, "late", sheet.sheet_id, SettleLate(sheet_id=sheet.sheet_id))


def is_it_late(told: Incoming) -> Iterable[Command]:
    """A sheet that came while its round was being closed."""
    if isinstance(told.event, judging.ScoresheetSubmitted):
        yield SettleLate(sheet_id=told.event.sheet_id)


def seated(told: Incoming) -> Iterable[Command]:
    """Who is given the role of a judge at an award judges there; who is deprived of it does no longer."""
    event = told.event
    if isinstance(event, accounts.RoleGranted) and (award_id := _judges_at(event.granted)):
        yield SeatJudge(award_id=award_id, person_id=event.person_id)
    elif isinstance(event, accounts.RoleRevoked) and (award_id := _judges_at(event.revoked)):
        yield UnseatJudge(award_id=award_id, person_id=event.person_id)


def _judges_at(role: Role) -> str | None:
    return role.award_id if role.name is RoleName.JUDGE else None


FOLLOWS: Reactions = {
    registration.EntryDecided: (Do(admit_entry),),
    registration.EntryWithdrawn: (Do(drop_withdrawn),),
    accounts.MembershipChanged: (Do(find_for_members),),
    accounts.RoleGranted: (Ask("seat", seated, settled=(no.UnknownAward,)),),
    accounts.RoleRevoked: (Ask("seat", seated),),
    judging.AwardOpened: (Do(admit_all),),
    judging.JudgeAccepted: (Do(find_for_judge),),
    judging.CandidateAdmitted: (Do(find_for_candidate),),
    judging.ConflictRaised: (Do(end_conflicted),),
    judging.JudgeDeclined: (Do(end_all),),
    judging.JudgeRecused: (Do(bring_alternate),),
    judging.RoundClosed: (Do(settle_late),),
    judging.ScoresheetSubmitted: (Ask("late", is_it_late),),
}
