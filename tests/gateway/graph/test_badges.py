"""A listing shows what its organisation has won; a masked one shows nothing that says whose it is."""

import pytest

from tests.gateway import facts, judging_facts, trading
from tests.gateway.graph.world import world_over

pytestmark = pytest.mark.real
ASKED = """query ($id: ID!) { listing(listingId: $id) { masked placings {
  place awardName { vi } organisationName entryTitle } } }"""
WON = {
    "place": 1,
    "awardName": {"vi": "Giải Ý tưởng xuất sắc"},
    "organisationName": "Gạch Không Nung",
    "entryTitle": "Gạch từ rơm",
}
PLACES = [
    {"place": 1, "entry_id": "entry-won", "organisation_id": "organisation-won", "total": "79.00"},
    {"place": 2, "entry_id": "entry-other", "organisation_id": "organisation-other", "total": "71.50"},
]


@pytest.fixture
async def exchange(database):
    """Listings of the winner, one of them masked, before a result is published."""
    await facts.project(
        database,
        facts.organisation("organisation-won", "Gạch Không Nung"),
        facts.entry("entry-won", "Gạch từ rơm", organisation_id="organisation-won"),
        trading.published("listing-named", owner_id="organisation-won"),
        trading.published("listing-masked", owner_id="pseudonym-won", masked=True),
    )
    return world_over(database)


async def placings(world, listing_id):
    return (await world.data("nobody", ASKED, id=listing_id))["listing"]["placings"]


async def test_a_badge_is_there_from_the_publication_on_and_on_named_listings_alone(exchange, database):
    await facts.project(database, judging_facts.fact("result_sealed", result_id="result-0001"))
    assert await placings(exchange, "listing-named") == []
    await facts.project(database, judging_facts.fact("result_published", seq=2, result_id="result-0001", places=PLACES))
    assert await placings(exchange, "listing-named") == [WON]
    assert await placings(exchange, "listing-masked") == []


@pytest.mark.parametrize("listings", [1, 3])
async def test_badges_of_a_list_take_as_many_reads_for_one_as_for_three(exchange, database, listings):
    others = [trading.published(f"listing-{n}", owner_id=f"organisation-{n}") for n in range(listings - 1)]
    await facts.project(database, *others)
    exchange.rows.reads.clear()
    await exchange.data("nobody", "{ listings { edges { node { placings { place } } } } }")
    assert sorted(exchange.rows.reads) == ["listings", "placings"]
