"""What a document costs the database does not grow with the rows that it shows."""

import pytest

from gateway.graph.relay import global_id
from tests.gateway import facts
from tests.gateway.graph.world import world_over

pytestmark = pytest.mark.real
LIST = """query ($first: Int) { entries(first: $first) { edges { node {
  title organisation { name tenant { slug } entries { title } } programme { edition { programmes { kind } } } } } } }"""
PATHS = ["entries", "programmes", "organisations", "editions", "tenants", "programmes", "entries"]


@pytest.mark.parametrize("first", [1, 3])
async def test_a_list_with_what_it_refers_to_takes_as_many_reads_for_one_as_for_three(world, first):
    data = await world.data("organiser", LIST, first=first)
    assert len(data["entries"]["edges"]) == first
    assert sorted(world.rows.reads) == sorted(PATHS)


@pytest.mark.parametrize("ids", [1, 3])
async def test_several_nodes_take_one_read(world, ids):
    asked = [global_id("Entry", f"entry-00{n + 1}") for n in range(ids)]
    await world.data("organiser", "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=asked)
    assert world.rows.reads == ["entries"]


@pytest.mark.parametrize("names", [1, 3])
async def test_the_same_kind_asked_under_several_names_takes_one_read(world, names):
    asked = " ".join(f'e{n}: entry(entryId: "entry-00{n + 1}") {{ organisation {{ name }} }}' for n in range(names))
    await world.data("organiser", f"{{ {asked} }}")
    assert world.rows.reads == ["entries", "organisations"]


async def test_counting_and_facets_are_read_only_when_they_are_asked_for(world):
    await world.data("organiser", "{ entries { edges { cursor } } }")
    assert world.rows.reads == ["entries"]
    await world.data("organiser", "{ entries { totalCount facets { tags { value } countries { value } } } }")
    assert world.rows.reads == ["entries", "entries", "count entries", "facets entries", "facets entries"]


async def test_a_stub_is_not_shown(world, database):
    await database["entries"].insert_one({"_id": "entry-stub", "v": {"organisation": 1}, "tenant_id": facts.TENANT})
    small = world_over(database)
    assert await small.data("organiser", '{ entry(entryId: "entry-stub") { title } entries { totalCount } }') == {
        "entry": None,
        "entries": {"totalCount": 0},
    }


async def test_the_many_of_one_leave_room_for_those_of_another(database):
    many = [facts.entry(f"entry-a{n:03}", "Gạch", organisation_id="organisation-1") for n in range(205)]
    await facts.project(
        database,
        facts.organisation("organisation-1", "Nhiều hồ sơ"),
        facts.organisation("organisation-2", "Một hồ sơ"),
        *many,
        facts.entry("entry-b001", "Trà", organisation_id="organisation-2"),
    )
    asked = "{ organisations { edges { node { name entries { title } } } } }"
    found = (await world_over(database).data("organiser", asked))["organisations"]["edges"]
    assert {edge["node"]["name"]: len(edge["node"]["entries"]) for edge in found} == {
        "Nhiều hồ sơ": 100,
        "Một hồ sơ": 1,
    }
