"""Relay's global ids and connections, of every list that the schema has."""

import base64
from collections.abc import AsyncIterator
from typing import Any

import pytest
from graphql import GraphQLInterfaceType, GraphQLNonNull, GraphQLObjectType, GraphQLSchema

from gateway.graph.models import MODELS
from gateway.graph.relay import global_id
from gateway.graph.schema import core, made
from shared.contracts.accounts.roles import RoleName
from shared.ids import new_id
from shared.mongo import Database, InsertOne, connect, find_all
from tests.builders import matchmaking as matching
from tests.gateway import facts, judging_facts, trading
from tests.gateway.graph.world import FACTS, World, world_over
from tests.visibility.questions import Listed, lists

LISTS = {listed.name: listed for listed in lists()}
COPIES = 4
ALSO = (
    facts.role("person-lan", RoleName.MODERATOR),
    facts.released("release-001"),
    facts.match("match-001", need=matching.need_side(owner_id="organisation-1")),
    trading.published("listing-001"),
    trading.reserved("listing-001", "deal-0001"),
    *(judging_facts.fact(name) for name in judging_facts.STORY),
)
"""What lists need beside the facts of the world: a row for each."""
PAGE = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id } }"
Page = dict[str, Any]


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return core(made())


@pytest.mark.parametrize("name", LISTS)
def test_a_connection_has_the_form_that_relay_wants(name):
    listed = LISTS[name]
    connection = {field: str(told.type) for field, told in listed.connection.fields.items()}
    kind = listed.connection.name.removesuffix("Connection")
    assert connection["edges"] == f"[{kind}Edge!]!"
    assert connection["pageInfo"] == "PageInfo!"
    assert connection["totalCount"] == "Int!"
    arguments = {argument: str(told.type) for argument, told in listed.field.args.items()}
    assert arguments | {"first": "Int", "after": "String", "last": "Int", "before": "String"} == arguments


def test_edges_and_page_info_have_the_form_that_relay_wants(schema):
    edges = {name: kind for name, kind in schema.type_map.items() if name.endswith("Edge")}
    assert len(edges) == len({listed.connection.name for listed in LISTS.values()})
    for name, kind in edges.items():
        assert isinstance(kind, GraphQLObjectType)
        told = {field: str(one.type) for field, one in kind.fields.items()}
        assert told == {"cursor": "String!", "node": f"{name.removesuffix('Edge')}!"}
    info = {name: str(one.type) for name, one in schema.type_map["PageInfo"].fields.items()}
    assert info == {
        "hasNextPage": "Boolean!",
        "hasPreviousPage": "Boolean!",
        "startCursor": "String",
        "endCursor": "String",
    }


def test_each_type_with_rows_is_a_node_and_no_other_is(schema):
    node = schema.type_map["Node"]
    assert isinstance(node, GraphQLInterfaceType)
    assert {name: str(one.type) for name, one in node.fields.items()} == {"id": "ID!"}
    assert {kind.name for kind in schema.get_implementations(node).objects} == set(MODELS)


def test_what_is_not_there_or_not_seen_is_null(schema):
    fields = schema.query_type.fields
    assert str(fields["node"].type) == "Node"
    assert str(fields["nodes"].type) == "[Node]!"
    assert isinstance(fields["node"].args["id"].type, GraphQLNonNull)


@pytest.fixture(scope="module")
async def world(real_parts) -> AsyncIterator[World]:
    """A province in which each row has copies, so that every list has pages, and many rows share their place."""
    client = connect(real_parts.mongo)
    database = client[f"test_{new_id()[:12]}"]
    await facts.project(database, *FACTS, *ALSO)
    for model in MODELS.values():
        await copy(database, model.collection)
    yield world_over(database)
    await client.drop_database(database.name)
    client.close()


async def copy(database: Database, collection: str) -> None:
    rows = await find_all(database[collection], {})
    copies = [InsertOne({**row, "_id": f"{row['_id']}-{n}"}) for row in rows for n in range(COPIES)]
    if copies:
        await database[collection].bulk_write(copies)


async def page(world: World, viewer: str, listed: Listed, **paging: object) -> Page:
    """A page of a list; values stand in the document, as its lists' names differ."""
    given = ", ".join(f'{name}: "{v}"' if isinstance(v, str) else f"{name}: {v}" for name, v in paging.items())
    document = listed.asked("", f"totalCount {PAGE}").replace("(first: 100)", f"({given})")
    found = listed.found(await world.data(viewer, document))
    assert found is not None
    return dict(found)


async def widest(world: World, listed: Listed) -> tuple[str, Page]:
    """Whoever sees most of a list, and all of it."""
    seen = {}
    for viewer in world.viewers:
        answer = await world.ask(viewer, listed.asked("", f"totalCount {PAGE}"))
        found = listed.found(answer.get("data") or {})
        if found:
            seen[viewer] = found
    viewer = max(seen, key=lambda one: seen[one]["totalCount"])
    return viewer, dict(seen[viewer])


def ids(found: Page) -> list[str]:
    return [edge["node"]["id"] for edge in found["edges"]]


@pytest.mark.real
@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("name", LISTS)
async def test_a_list_is_the_same_forwards_backwards_and_whole(world, name, size):
    listed = LISTS[name]
    viewer, whole = await widest(world, listed)
    assert len(ids(whole)) == whole["totalCount"] > COPIES, "give it a row in ALSO"
    cursors = {edge["node"]["id"]: edge["cursor"] for edge in whole["edges"]}
    for forwards in (True, False):
        pages = await paged(world, viewer, listed, size, forwards)
        assert [one for found in pages for one in ids(found)] == ids(whole)
        for at, found in enumerate(pages):
            told = found["pageInfo"]
            assert {edge["node"]["id"]: edge["cursor"] for edge in found["edges"]}.items() <= cursors.items()
            assert (told["startCursor"], told["endCursor"]) == (cursors[ids(found)[0]], cursors[ids(found)[-1]])
            assert (told["hasPreviousPage"], told["hasNextPage"]) == (at > 0, at < len(pages) - 1)
            assert found["totalCount"] == whole["totalCount"]


async def paged(world: World, viewer: str, listed: Listed, size: int, forwards: bool) -> list[Page]:
    """All pages of a size, in the list's order, walked from one of its ends."""
    pages: list[Page] = []
    turn: dict[str, object] = {}
    while not pages or pages[-1]["pageInfo"]["hasNextPage" if forwards else "hasPreviousPage"]:
        found = await page(world, viewer, listed, **{"first" if forwards else "last": size}, **turn)
        pages.append(found)
        end = found["pageInfo"]["endCursor" if forwards else "startCursor"]
        turn = {"after" if forwards else "before": end}
    return pages if forwards else pages[::-1]


@pytest.mark.real
@pytest.mark.parametrize("name", LISTS)
async def test_what_goes_and_comes_elsewhere_moves_no_page(world, name):
    listed = LISTS[name]
    viewer, whole = await widest(world, listed)
    begun = await page(world, viewer, listed, first=2)
    collection = world.database[MODELS[listed.kind].collection]
    first = base64.b64decode(ids(begun)[0]).decode().partition(":")[2]
    gone = await collection.find_one({"_id": first})
    await collection.delete_one({"_id": first})
    assert gone is not None
    try:
        following = await page(world, viewer, listed, first=2, after=begun["pageInfo"]["endCursor"])
        assert ids(following) == ids(whole)[2:4]
    finally:
        await collection.insert_one(gone)


@pytest.mark.real
@pytest.mark.parametrize("name", LISTS)
async def test_an_empty_page_and_the_ends_of_a_list_are_told_right(world, name):
    listed = LISTS[name]
    viewer, whole = await widest(world, listed)
    empty = await page(world, viewer, listed, first=0)
    assert (ids(empty), empty["pageInfo"]["startCursor"], empty["pageInfo"]["endCursor"]) == ([], None, None)
    beyond = await page(world, viewer, listed, first=2, after=whole["pageInfo"]["endCursor"])
    assert (ids(beyond), beyond["pageInfo"]["hasNextPage"], beyond["pageInfo"]["hasPreviousPage"]) == ([], False, True)


@pytest.mark.real
@pytest.mark.parametrize("name", LISTS)
async def test_each_row_of_a_list_is_the_node_of_its_id(world, name):
    listed = LISTS[name]
    viewer, whole = await widest(world, listed)
    asked = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"
    found = (await world.data(viewer, asked, ids=ids(whole)))["nodes"]
    assert found == [{"__typename": listed.kind, "id": one} for one in ids(whole)]
    one = "query ($id: ID!) { node(id: $id) { id } }"
    assert await world.data(viewer, one, id=ids(whole)[0]) == {"node": {"id": ids(whole)[0]}}
    assert await world.data(viewer, one, id=global_id(listed.kind, "no-such-row")) == {"node": None}
