"""What registration makes of what it hears."""

from collections.abc import Iterable

from services.registration.domain.commands import AnnounceDecisions, CountPage, DecideEntry, TellDecisions
from services.registration.handlers.following import FOLLOWED
from services.registration.ports import ORGANISATIONS
from shared.bus.messages import Incoming
from shared.bus.projection import Row
from shared.bus.reactions import Ask, Keep, Reactions
from shared.contracts.accounts import events as accounts
from shared.contracts.accounts.values import Standing
from shared.contracts.commands import Command
from shared.contracts.registration import events as told
from shared.roles import ROLES_HEARD


def organisation_rows(told: Incoming) -> Iterable[Row]:
    """Who has registered an organisation, and where."""
    event = told.event
    if isinstance(event, accounts.OrganisationRegistered | accounts.OrganisationSnapshot):
        kept = {"tenant_id": event.tenant_id, "registered_by": event.registered_by}
        yield Row(ORGANISATIONS, event.organisation_id, "organisation", told.envelope.seq, kept)


def member_rows(told: Incoming) -> Iterable[Row]:
    """Who belongs to an organisation; who only asks to, does not."""
    event = told.event
    if isinstance(event, accounts.MembershipChanged | accounts.MembersSnapshot):
        belong = [m.person_id for m in event.members if m.standing is not Standing.ASKED]
        yield Row(ORGANISATIONS, event.organisation_id, "members", told.envelope.seq, {"members": belong})


def pages_to_tell(heard: Incoming) -> Iterable[Command]:
    """A release is made: each of its pages says what it holds."""
    event = heard.event
    if isinstance(event, told.DecisionsReleased):
        for page_id in event.page_ids:
            yield TellDecisions(page_id=page_id, release_id=event.release_id, released_at=event.released_at)


def entries_to_decide(heard: Incoming) -> Iterable[Command]:
    """A page has said what it holds: its entries follow."""
    event = heard.event
    if isinstance(event, told.DecisionsTold):
        for one in event.decisions:
            yield DecideEntry(
                entry_id=one.entry_id,
                release_id=event.release_id,
                decision=one.decision,
                reason=one.reason,
                text=None if one.text is None else event.texts[one.text],
                decided_at=event.released_at,
            )


def page_to_count(heard: Incoming) -> Iterable[Command]:
    """They have followed: this is asked after they were, of the same fact."""
    event = heard.event
    if isinstance(event, told.DecisionsTold):
        yield CountPage(release_id=event.release_id, page_id=event.page_id)


def pages_to_announce(heard: Incoming) -> Iterable[Command]:
    """All entries of a release have followed: now people may be told."""
    event = heard.event
    if isinstance(event, told.DecisionsArrived):
        for page_id in event.page_ids:
            yield AnnounceDecisions(page_id=page_id, release_id=event.release_id)


HEARD: Reactions = {
    **ROLES_HEARD,
    **FOLLOWED,
    accounts.OrganisationRegistered: (Keep(organisation_rows),),
    accounts.OrganisationSnapshot: (Keep(organisation_rows),),
    accounts.MembershipChanged: (Keep(member_rows),),
    accounts.MembersSnapshot: (Keep(member_rows),),
    told.DecisionsReleased: (Ask("tell-decisions", pages_to_tell),),
    told.DecisionsTold: (Ask("decide-entries", entries_to_decide), Ask("count-page", page_to_count)),
    told.DecisionsArrived: (Ask("announce-decisions", pages_to_announce),),
}
"""Roles and organisations are kept, so that they are at hand when a command asks for them. A release is followed."""
