"""Judges: who has accepted to judge for an award is given the role there, and loses it with the judging."""

from collections.abc import Iterable

from shared.bus.messages import Incoming
from shared.bus.reactions import Ask, Reactions
from shared.contracts.accounts.commands import GrantRole, RevokeRole
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.commands import Command
from shared.contracts.judging.events import JudgeAccepted, JudgeDeclined
from shared.errors import NotFound


def role_of_judge(told: Incoming) -> Iterable[Command]:
    """The role of a judge at the award; whoever has declined without having accepted has none to lose."""
    event = told.event
    if isinstance(event, JudgeAccepted):
        yield GrantRole(person_id=event.person_id, role=_role(event))
    elif isinstance(event, JudgeDeclined) and event.had_accepted:
        yield RevokeRole(person_id=event.person_id, role=_role(event))


def _role(event: JudgeAccepted | JudgeDeclined) -> Role:
    return Role(name=RoleName.JUDGE, award_id=event.award_id, **event.place.model_dump())


HEARD: Reactions = {
    JudgeAccepted: (Ask("seat judge", role_of_judge, settled=(NotFound,)),),
    JudgeDeclined: (Ask("unseat judge", role_of_judge, settled=(NotFound,)),),
}
