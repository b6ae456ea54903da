"""The commands of matchmaking, each with the rule that decides it."""

from services.matchmaking.domain import match
from services.matchmaking.domain.commands import SuggestMatch
from services.matchmaking.handlers.nouns import MATCH
from services.matchmaking.ports import Needs
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, Handler, PreparedHandler
from shared.contracts.matchmaking.commands import DeclineMatch, ShowInterest, TakeBackAnswer
from shared.contracts.matchmaking.values import Side

Answering = ShowInterest | DeclineMatch | TakeBackAnswer


async def own_sides(command: Answering, actor: Actor, needs: Needs) -> frozenset[Side]:
    """The sides of the match that the actor speaks for: a match never changes its listings."""
    found = await needs.matches.read(command.match_id)
    if found is None or not actor.is_person:
        return frozenset()
    sides = {side: found.state.owner_of(side).owner_id for side in Side}
    belongs = {
        side: await needs.organisations.belongs(owner_id, found.state.tenant_id, actor.id)
        for side, owner_id in sides.items()
    }
    return frozenset(side for side, own in belongs.items() if own)


COMMANDS: tuple[AnyHandler, ...] = (
    PreparedHandler(ShowInterest, MATCH, match.show_interest, own_sides),
    PreparedHandler(DeclineMatch, MATCH, match.decline, own_sides),
    PreparedHandler(TakeBackAnswer, MATCH, match.take_back, own_sides),
    Handler(SuggestMatch, MATCH, match.suggest),
)
