"""Two accounts of one person become one: which rule decides, and what follows it."""

import asyncio
from collections.abc import Iterable

from services.accounts.domain import merging
from services.accounts.domain.erasure import ForgetRoles
from services.accounts.domain.members import members_id
from services.accounts.domain.merging import AbsorbPerson, Heritage, Merging, RolesTaken, TakePlace, TakeRoles
from services.accounts.domain.person import Person
from services.accounts.domain.roles import roles_id
from services.accounts.handlers.erasing import Remains
from services.accounts.handlers.nouns import MEMBERS, PERSON, ROLES
from services.accounts.ports import Needs
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, Handler, PreparedHandler
from shared.bus.messages import Incoming
from shared.bus.reactions import Ask, Do, Reactions, command_id
from shared.contracts.accounts.commands import MergePerson
from shared.contracts.accounts.events import PersonMerged, PersonSnapshot
from shared.contracts.commands import Command
from shared.errors import NotFound


async def merging_with(command: MergePerson, actor: Actor, needs: Needs) -> Merging:
    """The account that is to stay, and whether its person has shown that the other is theirs too."""
    into, proved = await asyncio.gather(_person(command.into_id, needs), needs.is_proven(actor.id, command.person_id))
    return Merging(into, proved and actor.is_person and actor.id == command.into_id)


async def heritage(command: AbsorbPerson, _: Actor, needs: Needs) -> Heritage:
    """Ids and mail keys of who has become this person; an address that somebody registered with since stays theirs."""
    merged = await _person(command.merged_id, needs)
    if merged is None or merged.into_id != command.person_id:
        return Heritage()
    free = [key for key in merged.passed_on if not await _is_anothers(key, merged.tenant_id, command, needs)]
    return Heritage(tuple(free), (merged.person_id, *merged.absorbed))


async def _is_anothers(key: str, tenant_id: str, command: AbsorbPerson, needs: Needs) -> bool:
    having = await needs.by_mail.find(key, tenant_id, 1)
    return bool(having) and having[0].person_id != command.person_id


async def roles_of_merged(command: TakeRoles, _: Actor, needs: Needs) -> RolesTaken:
    """What the account that went holds, as long as the other is there to take it."""
    into, held = await asyncio.gather(_person(command.person_id, needs), needs.roles.read(roles_id(command.merged_id)))
    return RolesTaken(held.state.roles) if held and into and not into.erased else RolesTaken()


async def _person(person_id: str, needs: Needs) -> Person | None:
    found = await needs.people.read(person_id)
    return found.state if found else None


def joined(told: Incoming) -> tuple[str, str] | None:
    """Who went, and into whom; also as the snapshot of who went says it."""
    event = told.event
    if isinstance(event, PersonMerged | PersonSnapshot) and event.into_id is not None:
        return event.person_id, event.into_id
    return None


def roles_follow(told: Incoming) -> Iterable[Command]:
    """First they are given."""
    if found := joined(told):
        gone, stays = found
        yield TakeRoles(person_id=stays, merged_id=gone)


def roles_end(told: Incoming) -> Iterable[Command]:
    """Then they are taken, so that no tenant is without its last organiser in between."""
    if found := joined(told):
        gone, _ = found
        yield ForgetRoles(person_id=gone)


async def places_follow(told: Incoming, remains: Remains) -> None:
    """Puts the one in the other's place in each organisation, and ends the sessions of who went."""
    if found := joined(told):
        gone, stays = found
        await remains.sessions.end_all(gone)
        for organisation_id in await remains.memberships.of(gone):
            take = TakePlace(organisation_id=organisation_id, person_id=stays, merged_id=gone)
            await remains.send(take, command_id(told, "take place", organisation_id), told.envelope.traceparent)


def absorbed(told: Incoming) -> Iterable[Command]:
    """Comes last: what it tells makes whoever the one that stays has become take all of this on."""
    if found := joined(told):
        gone, stays = found
        yield AbsorbPerson(person_id=stays, merged_id=gone)


def _roles_of(command: TakeRoles) -> str:
    return roles_id(command.person_id)


def _members_of(command: TakePlace) -> str:
    return members_id(command.organisation_id)


COMMANDS: tuple[AnyHandler, ...] = (
    PreparedHandler(MergePerson, PERSON, merging.merge, merging_with),
    PreparedHandler(AbsorbPerson, PERSON, merging.absorb, heritage),
    PreparedHandler(TakeRoles, ROLES, merging.take_roles, roles_of_merged, target=_roles_of),
    Handler(TakePlace, MEMBERS, merging.take_place, target=_members_of),
)

_FOLLOW = (
    Ask("roles follow", roles_follow, settled=(NotFound,)),
    Ask("roles end", roles_end, settled=(NotFound,)),
    Do(places_follow),
    Ask("absorb", absorbed, settled=(NotFound,)),
)
HEARD: Reactions = dict.fromkeys((PersonMerged, PersonSnapshot), _FOLLOW)
