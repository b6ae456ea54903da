"""What matchmaking does: a table of its commands, and of what it hears."""

from services.matchmaking.handlers.commands import COMMANDS
from services.matchmaking.handlers.hearing import listing_told, result_told
from services.matchmaking.handlers.nouns import NOUNS
from services.matchmaking.handlers.rows import award_rows, listing_rows, member_rows, organisation_rows
from shared.bus.reactions import Do, Keep, Reactions
from shared.bus.sweeping import Timed
from shared.contracts.accounts import events as accounts
from shared.contracts.exchange import events as exchange
from shared.contracts.judging import events as judging
from shared.roles import ROLES_HEARD

_LISTING = (Keep(listing_rows), Do(listing_told))

HEARD: Reactions = {
    **ROLES_HEARD,
    accounts.OrganisationRegistered: (Keep(organisation_rows),),
    accounts.OrganisationSnapshot: (Keep(organisation_rows),),
    accounts.MembershipChanged: (Keep(member_rows),),
    accounts.MembersSnapshot: (Keep(member_rows),),
    exchange.ListingPublished: _LISTING,
    exchange.ListingChanged: _LISTING,
    exchange.ListingClosed: _LISTING,
    exchange.ListingSnapshot: _LISTING,
    judging.ResultPublished: (Keep(award_rows), Do(result_told)),
    judging.ResultSnapshot: (Keep(award_rows),),
}
"""What is told of listings is kept before it is matched."""

TIMED: Timed = {}
"""Nothing of matchmaking waits for a time yet."""

__all__ = ["COMMANDS", "HEARD", "NOUNS", "TIMED"]
