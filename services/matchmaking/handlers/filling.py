"""An index that is new is filled from what was matched before: nobody is alerted of that again."""

from collections.abc import Sequence

from services.matchmaking.domain.listing import Published, facts_of
from services.matchmaking.domain.texts import texts_of
from services.matchmaking.ports import Awards, ListingIndex, Listings
from shared.search.threads import in_thread

AT_ONCE = 200


async def fill(index: ListingIndex, listings: Listings, awards: Awards) -> int:
    """Fills it where it is new, and returns how many listings it was given."""
    if not index.is_new:
        return 0
    count, some = 0, list[tuple[Published, int]]()
    async for listing in listings.matched():
        won = 0 if listing.masked else await awards.won_by(listing.owner_id)
        some.append((listing, won))
        if len(some) == AT_ONCE:
            count += await in_thread(_put, some, index)
            some = []
    count += await in_thread(_put, some, index)
    await in_thread(index.filled)
    return count


def _put(some: Sequence[tuple[Published, int]], index: ListingIndex) -> int:
    for listing, won in some:
        if listing.content is not None:
            facts = facts_of(listing, listing.content, won)
            texts = texts_of(listing.content)
            index.put(index.entry(facts, texts), texts)
    return len(some)
