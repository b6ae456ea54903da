"""The badge on a listing's page."""

from tests.gateway import facts, judging_facts, trading

PLACES = [{"place": 1, "entry_id": "entry-won", "organisation_id": "organisation-1", "total": "79.00"}]


async def test_what_the_organisation_has_won_stands_on_its_listing(database, browser):
    masked = trading.published("listing-masked", owner_id="pseudonym-1", masked=True)
    won = judging_facts.fact("result_published", places=PLACES)
    await facts.project(database, trading.published("listing-named"), masked, won)
    await browser.open("/exchange/listing-named")
    assert "Hạng 1: Giải Ý tưởng xuất sắc" in browser.text
    await browser.open("/exchange/listing-masked")
    assert "Hạng" not in browser.text
