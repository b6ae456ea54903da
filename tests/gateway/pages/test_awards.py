"""The public pages of awards: criteria from the beginning, places from the publication on, never before."""

import pytest

from shared.contracts.judging.ids import result_id
from tests.gateway import facts, judging_facts

AWARD, ROUND = "a1d2c3b4e5f60718293a4b5c6d7e8f90", "c3f4e5d60718293a4b5c6d7e8f900112"
RESULT = result_id(ROUND)
PLACES = [
    {"place": 1, "entry_id": "entry-won", "organisation_id": "organisation-won", "total": "84.25"},
    {"place": 2, "entry_id": "entry-other", "organisation_id": "organisation-other", "total": "71.50"},
]
SECRETS = ("Hạng 1", "84,25", "84.25", "SHA-256", "Gạch từ rơm", "Gạch Không Nung")


@pytest.fixture
async def judged(database, browser):
    """An award whose round is closed and whose result is sealed."""
    await facts.project(
        database,
        facts.organisation("organisation-won", "Gạch Không Nung"),
        facts.organisation("organisation-other", "Nấm Việt"),
        facts.entry("entry-won", "Gạch từ rơm", organisation_id="organisation-won"),
        facts.entry("entry-other", "Nấm sò", organisation_id="organisation-other"),
        judging_facts.fact("award_opened"),
        judging_facts.fact("round_opened"),
        judging_facts.fact("round_closed", seq=2),
        judging_facts.fact("result_sealed", result_id=RESULT),
    )
    return browser


async def published(database):
    await facts.project(database, judging_facts.fact("result_published", seq=2, result_id=RESULT, places=PLACES))


@pytest.mark.parametrize("who", ["a stranger", "an organiser"])
async def test_before_publication_there_are_criteria_and_nothing_of_a_result(judged, who):
    if who == "an organiser":
        await judged.sign_in()
    for path in ("/awards", f"/awards/{AWARD}"):
        await judged.open(path)
        assert "Giải Ý tưởng xuất sắc" in judged.text
        assert "Chưa công bố" in judged.text
        assert [word for word in SECRETS if word in judged.text] == []
    assert "Tính mới" in judged.text


async def test_after_publication_places_points_and_the_sealed_number_are_there(judged, database):
    await published(database)
    await judged.open(f"/awards/{AWARD}")
    assert [
        word for word in ("Hạng 1", "84,25", "Gạch từ rơm", "Hạng 2", "Nấm sò", "SHA-256") if word not in judged.text
    ] == []
    await judged.open("/awards")
    assert "Hạng 1" in judged.text


async def test_in_english_points_have_a_point(judged, database):
    await published(database)
    await judged.open("/language/en?next=/awards")
    await judged.open(f"/awards/{AWARD}")
    assert ("84.25" in judged.text, "Rank" in judged.text) == (True, True)


async def test_an_award_that_there_is_not_is_not_there(browser):
    assert (await browser.open("/awards/award-of-nobody")).status_code == 404
    assert (await browser.open("/awards/rounds/round-of-nobody/document")).status_code == 404


async def test_an_entry_says_what_it_has_won(judged, database):
    await judged.sign_in()
    await judged.open("/entries/entry-won")
    assert "Giải Ý tưởng xuất sắc" not in judged.text
    await published(database)
    await judged.open("/entries/entry-won")
    assert "Hạng 1: Giải Ý tưởng xuất sắc" in judged.text
