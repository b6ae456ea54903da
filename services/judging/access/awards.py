"""Awards, rubrics and the entries that are judged. Awards and rubrics are public."""

from collections.abc import Mapping

from services.judging.access.leading import hidden, leads, looks_on, organises, public, signed_in
from services.judging.domain import award as awards
from services.judging.domain import candidate as candidates
from services.judging.domain.award import Award
from services.judging.domain.candidate import AdmitAccepted, Admitting, Candidate, DropCandidate
from services.judging.domain.rubric import Rubric
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict, only_itself
from shared.contracts.accounts.roles import RoleName
from shared.contracts.commands import Command
from shared.contracts.judging import commands
from shared.contracts.judging.values import Place
from shared.contracts.places import Places


def may_open(actor: Actor, command: commands.OpenAward, award: Award | None, place: Place | None) -> Verdict:
    """An organiser at the programme."""
    at = award.place if award else place
    return signed_in(actor) if at is None else public(organises(actor, Places(**at.model_dump())))


def may_save(actor: Actor, command: commands.SaveRubric, rubric: Rubric | None, award: Award | None) -> Verdict:
    """Who leads the judging of the award."""
    return signed_in(actor) if award is None else public(leads(actor, awards.places(award)))


def may_admit(actor: Actor, command: commands.AdmitEntry, candidate: Candidate | None, found: Admitting) -> Verdict:
    """An organiser at the award."""
    return signed_in(actor) if found.award is None else public(organises(actor, awards.places(found.award)))


def may_remove(actor: Actor, command: commands.RemoveCandidate, candidate: Candidate | None, _: object) -> Verdict:
    """An organiser at the award; judges know of it too."""
    if candidate is None:
        return Verdict.UNSEEN
    at = candidates.places(candidate)
    return hidden(organises(actor, at), looks_on(actor, at) or actor.is_one_at(at, RoleName.JUDGE))


ACCESS: Mapping[type[Command], May] = {
    commands.OpenAward: may_open,
    commands.SaveRubric: may_save,
    commands.AdmitEntry: may_admit,
    commands.RemoveCandidate: may_remove,
    AdmitAccepted: only_itself("judging"),
    DropCandidate: only_itself("judging"),
}
