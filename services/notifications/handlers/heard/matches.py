"""What matchmaking tells of matches: to everybody who belongs to the organisations of its sides."""

import asyncio
from collections.abc import Iterable

from services.notifications.handlers.heard.making import event_of, to_person
from services.notifications.ports import Belonging, Telling
from shared.bus.messages import Incoming
from shared.bus.projection import Row
from shared.bus.reactions import command_id
from shared.contracts.accounts import events as accounts
from shared.contracts.accounts.values import Standing
from shared.contracts.matchmaking import events as matchmaking
from shared.contracts.notifications.values import MessageKind, Subject

MEMBERS, MATCH_OWNERS = "members", "match_owners"
"""The collections in which it is kept who belongs to an organisation, and whose the sides of a match are."""
NAME = "tell of the match"


def member_rows(told: Incoming) -> Iterable[Row]:
    """Who belongs to an organisation; who only asks to, does not."""
    event = told.event
    if isinstance(event, accounts.MembershipChanged | accounts.MembersSnapshot):
        belong = [m.person_id for m in event.members if m.standing is not Standing.ASKED]
        yield Row(MEMBERS, event.organisation_id, "members", told.envelope.seq, {"people": belong})


def match_rows(told: Incoming) -> Iterable[Row]:
    """Of a side that is masked nobody is known here: its owner has a pseudonym."""
    event = told.event
    if isinstance(event, matchmaking.MatchSuggested | matchmaking.MatchRescored | matchmaking.MatchSnapshot):
        owners = [side.owner_id for side in (event.need, event.offer) if not side.masked]
        yield Row(MATCH_OWNERS, event.match_id, "match", told.envelope.seq, {"organisations": owners})


async def match_suggested(told: Incoming, telling: Telling) -> None:
    """Once for each reason that makes it new: each is a fact of its own."""
    event = event_of(matchmaking.MatchSuggested, told)
    await _tell(told, event.match_id, MessageKind.MATCH_SUGGESTED, telling)


async def interest_shown(told: Incoming, telling: Telling) -> None:
    """Once both sides have: before, the other learns nothing."""
    event = event_of(matchmaking.InterestShown, told)
    if event.mutual:
        await _tell(told, event.match_id, MessageKind.MATCH_MUTUAL, telling)


async def _tell(told: Incoming, match_id: str, kind: MessageKind, telling: Telling) -> None:
    people = await _people(match_id, telling.belonging)
    commands = [c for one in people for c in to_person(told, kind, one, Subject(noun="match", id=match_id))]
    await asyncio.gather(
        *(telling.send(c, command_id(told, NAME, c.message_id), told.envelope.traceparent) for c in commands)
    )


async def _people(match_id: str, belonging: Belonging) -> list[str]:
    organisations = await belonging.owners_of(match_id)
    found = [await belonging.members_of(organisation) for organisation in organisations]
    return sorted({person for members in found for person in members})
