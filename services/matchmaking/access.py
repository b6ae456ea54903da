"""Who may do what: a row for each command, asked with the state on which it is decided."""

from collections.abc import Mapping

from services.matchmaking.domain.commands import SuggestMatch
from services.matchmaking.domain.match import Match, Own
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict, only_itself
from shared.contracts.accounts.roles import RoleName
from shared.contracts.commands import Command
from shared.contracts.matchmaking import commands
from shared.contracts.places import Places

Answering = commands.ShowInterest | commands.DeclineMatch | commands.TakeBackAnswer


def may_answer(actor: Actor, command: Answering, match: Match | None, own: Own) -> Verdict:
    """Members of the side's organisation, in their tenant; the other side and the staff know of it, and that is all."""
    if match is None or not actor.is_person or actor.tenant_id != match.tenant_id:
        return Verdict.UNSEEN
    if command.side in own:
        return Verdict.YES
    watches = actor.is_one_at(Places(match.tenant_id), RoleName.ORGANISER, RoleName.SECRETARY, RoleName.MODERATOR)
    return Verdict.NO if own or watches else Verdict.UNSEEN


ACCESS: Mapping[type[Command], May] = {
    commands.ShowInterest: may_answer,
    commands.DeclineMatch: may_answer,
    commands.TakeBackAnswer: may_answer,
    SuggestMatch: only_itself("matchmaking"),
}
