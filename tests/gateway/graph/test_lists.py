"""Lists are filtered, ordered, paged and counted the same way round and back."""

import base64
import json

import pytest

from gateway.graph.rules.registration import entry_rows
from tests.gateway import facts
from tests.gateway.graph.world import VIEWERS, World, world_over

pytestmark = pytest.mark.real
LIST = """
query ($first: Int, $after: String, $last: Int, $before: String, $filter: EntryFilter, $by: EntryOrder, $words: String)
{
  entries(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $by, search: $words) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { entryId } }
  }
}
"""
ORDERS = {
    ("SUBMITTED_AT", "ASC"): ["entry-001", "entry-002", "entry-003", "entry-004"],
    ("SUBMITTED_AT", "DESC"): ["entry-004", "entry-003", "entry-002", "entry-001"],
    ("TITLE", "ASC"): ["entry-004", "entry-002", "entry-003", "entry-001"],
    ("TITLE", "DESC"): ["entry-001", "entry-003", "entry-002", "entry-004"],
    ("FOUNDED_YEAR", "ASC"): ["entry-003", "entry-002", "entry-001", "entry-004"],
    ("FOUNDED_YEAR", "DESC"): ["entry-004", "entry-001", "entry-002", "entry-003"],
}


async def listed(world: World, viewer: str = "organiser", **asked: object) -> list[str]:
    data = await world.data(viewer, LIST, **asked)
    return [edge["node"]["entryId"] for edge in data["entries"]["edges"]]


def order(field: str, direction: str) -> dict[str, str]:
    return {"field": field, "direction": direction}


@pytest.mark.parametrize("by", ORDERS, ids=" ".join)
async def test_an_order_is_the_same_paged_forwards_and_backwards(world, by):
    forwards: list[str] = []
    after = None
    for _ in range(3):
        page = (await world.data("organiser", LIST, first=2, after=after, by=order(*by)))["entries"]
        forwards += [e["node"]["entryId"] for e in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    backwards: list[str] = []
    before = None
    for _ in range(3):
        page = (await world.data("organiser", LIST, last=2, before=before, by=order(*by)))["entries"]
        backwards = [e["node"]["entryId"] for e in page["edges"]] + backwards
        before = page["pageInfo"]["startCursor"]
        if not page["pageInfo"]["hasPreviousPage"]:
            break
    assert (forwards, backwards) == (ORDERS[by], ORDERS[by])


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
async def test_a_search_is_paged_by_relevance(world, direction):
    whole = await listed(world, words="gach khong nung", by=order("RELEVANCE", direction))
    pages = []
    after = None
    for _ in whole:
        asked = {"first": 1, "after": after, "words": "gach khong nung", "by": order("RELEVANCE", direction)}
        page = (await world.data("organiser", LIST, **asked))["entries"]
        pages += [e["node"]["entryId"] for e in page["edges"]]
        after = page["pageInfo"]["endCursor"]
    expected = ["entry-001", "entry-003"]
    assert whole == pages == (expected if direction == "DESC" else expected[::-1])


async def test_words_without_an_order_come_by_relevance_and_with_one_in_it(world):
    assert await listed(world, words="gạch không nung") == ["entry-001", "entry-003"]
    assert await listed(world, words="gạch không nung", by=order("TITLE", "ASC")) == ["entry-003", "entry-001"]


@pytest.mark.parametrize("viewer", VIEWERS)
async def test_words_are_asked_of_what_the_viewer_may_see(world, viewer):
    data = await world.data(viewer, '{ entries(search: "gạch blockchain") { unknownWords } }')
    assert world.search.within == [entry_rows(VIEWERS[viewer])] * 2
    assert data["entries"]["unknownWords"] == ["blockchain"]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, ["entry-001", "entry-002", "entry-003", "entry-004"]),
        ({"programmeId": facts.OTHER_PROGRAMME}, []),
        ({"tagsAny": ["Vật liệu", "Phần cứng"]}, ["entry-001", "entry-002"]),
        ({"tagsAll": ["Vật liệu", "Môi trường"]}, ["entry-001"]),
        ({"tagsAny": []}, []),
        ({"tagsAll": []}, ["entry-001", "entry-002", "entry-003", "entry-004"]),
        ({"countries": ["SG"]}, ["entry-002"]),
        ({"founded": {"from": 2015, "to": 2015}}, ["entry-002"]),
        ({"founded": {"to": 2019}}, ["entry-002"]),
        ({"founded": {"from": 2016}}, ["entry-001", "entry-004"]),
        ({"statuses": ["WITHDRAWN"]}, []),
        ({"submittedBy": "person-lan"}, ["entry-001", "entry-004"]),
        ({"organisationId": "organisation-2", "countries": ["SG"]}, ["entry-002"]),
        ({"organisationId": "organisation-2", "countries": ["VN"]}, []),
    ],
)
async def test_a_filter_lists_and_counts_what_fits(world, given, found):
    data = await world.data("organiser", LIST, filter=given, by=order("SUBMITTED_AT", "ASC"))
    assert [e["node"]["entryId"] for e in data["entries"]["edges"]] == found
    assert data["entries"]["totalCount"] == len(found)


async def test_facets_count_the_list_under_its_filter_and_search(world):
    asked = """query ($filter: EntryFilter, $words: String) { entries(filter: $filter, search: $words) { facets {
      tags { value count } countries { value count } foundedYears { value count } statuses { value count } } } }"""
    whole = await world.data("organiser", asked)
    narrow = await world.data("organiser", asked, filter={"tagsAny": ["Môi trường"]}, words="tro bay")
    assert whole["entries"]["facets"] == {
        "tags": [
            {"value": "Môi trường", "count": 2},
            {"value": "Nông nghiệp", "count": 1},
            {"value": "Phần cứng", "count": 1},
            {"value": "Vật liệu", "count": 1},
        ],
        "countries": [{"value": "VN", "count": 2}, {"value": "SG", "count": 1}],
        "foundedYears": [{"value": "2020", "count": 2}, {"value": "2015", "count": 1}],
        "statuses": [{"value": "submitted", "count": 4}],
    }
    assert narrow["entries"]["facets"] == {
        "tags": [{"value": "Môi trường", "count": 1}, {"value": "Vật liệu", "count": 1}],
        "countries": [{"value": "VN", "count": 1}],
        "foundedYears": [{"value": "2020", "count": 1}],
        "statuses": [{"value": "submitted", "count": 1}],
    }


DAYS = "query ($filter: EntryFilter) { entries(filter: $filter) { facets { submittedDays { value count } } } }"
LATE = [
    facts.edition("edition-tokyo", year=2027, zone="Asia/Tokyo"),
    facts.programme("programme-tokyo", "edition-tokyo"),
] + [
    facts.entry(f"entry-t{i}", "Muộn", minute=minute, place=(facts.TENANT, "edition-tokyo", "programme-tokyo"))
    for i, minute in enumerate((2 * 60, 3 * 60, 4 * 60, 6 * 60))
]


@pytest.mark.parametrize(
    ("given", "days"),
    [
        ({}, {"2026-03-01": 3, "2026-03-02": 1}),
        ({"editionId": "edition-tokyo"}, {"2026-03-01": 1, "2026-03-02": 3}),
        ({"programmeId": "programme-tokyo"}, {"2026-03-01": 1, "2026-03-02": 3}),
        ({"editionId": "edition-unknown"}, {}),
    ],
)
async def test_days_are_counted_on_the_clock_of_the_edition(database, given, days):
    await facts.project(database, *LATE)
    data = await world_over(database).data("organiser", DAYS, filter=given)
    assert {one["value"]: one["count"] for one in data["entries"]["facets"]["submittedDays"]} == days


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"first": 101}, "bad_page"),
        ({"first": -1}, "bad_page"),
        ({"first": 1, "last": 1}, "bad_page"),
        ({"after": "nonsense"}, "bad_cursor"),
        ({"after": "W10"}, "bad_cursor"),
        ({"by": {"field": "RELEVANCE"}}, "bad_order"),
        ({"words": "x" * 301}, "bad_search"),
        ({"filter": {"countries": ["VN"] * 101}}, "bad_filter"),
        ({"filter": {"countries": "VN", "odd": 1}}, "invalid_request"),
    ],
)
async def test_what_fits_no_list_is_told_by_a_code(world, asked, code):
    answer = await world.ask("organiser", LIST, **asked)
    assert [e["extensions"]["code"] for e in answer["errors"]] == [code]


@pytest.mark.parametrize("value", [2**63, -(2**80), 1.5, [1], {"t": "x"}, {"t": 2**60}, {"odd": 1}])
async def test_a_made_up_cursor_is_refused(world, value):
    made_up = base64.urlsafe_b64encode(json.dumps(["SUBMITTED_AT-", value, "x"]).encode()).decode()
    answer = await world.ask("organiser", LIST, after=made_up)
    assert answer["errors"][0]["extensions"] == {"code": "bad_cursor"}


async def test_a_cursor_of_another_order_is_refused(world):
    page = (await world.data("organiser", LIST, first=1, by=order("TITLE", "ASC")))["entries"]
    answer = await world.ask("organiser", LIST, after=page["pageInfo"]["endCursor"], by=order("SUBMITTED_AT", "ASC"))
    assert answer["errors"][0]["extensions"] == {"code": "bad_cursor"}
