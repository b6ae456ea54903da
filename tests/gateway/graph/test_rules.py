"""Who sees what (the whole table stands in tests/visibility): what one may not see is as if it weren't there."""

import pytest
import strawberry
from graphql import build_schema
from strawberry.schema.config import StrawberryConfig

from gateway.graph import rules
from gateway.graph.relay import global_id, place_of
from gateway.graph.rules.rule import TypeRule
from gateway.graph.schema import core, made
from tests.gateway import facts
from tests.gateway.graph.world import VIEWERS

ELSEWHERE = {"organiser elsewhere", "reading client", "client elsewhere"}


@pytest.mark.real
async def test_an_entry_of_another_tenant_is_on_no_path(world):
    paths = {
        "entry": '{ found: entry(entryId: "entry-hue") { title } }',
        "node": f'{{ found: node(id: "{global_id("Entry", "entry-hue")}") {{ id }} }}',
        "organisation": '{ found: organisation(organisationId: "organisation-h") { name entries { title } } }',
    }
    for viewer in VIEWERS.keys() - ELSEWHERE:
        for path, asked in paths.items():
            assert (viewer, path, await world.data(viewer, asked)) == (viewer, path, {"found": None})


@pytest.mark.real
@pytest.mark.parametrize(
    "asked",
    [
        'entries(search: "hue gach")',
        'entries(search: "hue gach", orderBy: {field: TITLE})',
        f'entries(filter: {{programmeId: "{facts.OTHER_PROGRAMME}"}})',
        'entries(filter: {submittedBy: "person-hue"})',
        "entries(filter: {founded: {to: 1999}})",
        "entries(filter: {founded: {to: 1999}}, orderBy: {field: FOUNDED_YEAR})",
    ],
)
async def test_no_list_count_facet_or_search_tells_of_an_entry_of_another_tenant(world, asked):
    shown = "{ totalCount edges { node { entryId } } facets { tags { value count } } pageInfo { hasNextPage } }"
    for viewer in VIEWERS.keys() - ELSEWHERE:
        found = (await world.data(viewer, f"{{ {asked} {shown} }}"))["entries"]
        assert "entry-hue" not in [e["node"]["entryId"] for e in found["edges"]]
        assert found["totalCount"] == len(found["edges"])
        assert sum(f["count"] for f in found["facets"]["tags"]) >= found["totalCount"]


@pytest.mark.real
async def test_nobody_filters_by_a_field_that_they_may_not_read(world):
    asked = '{ entries(filter: {submittedBy: "person-lan"}) { totalCount } }'
    counts = {viewer: (await world.data(viewer, asked))["entries"]["totalCount"] for viewer in VIEWERS}
    assert counts == {
        "nobody": 0,
        "submitter": 2,
        "another person": 0,
        "member": 0,
        "asking person": 0,
        "moderator": 0,
        "organiser": 2,
        "secretary": 2,
        "edition organiser": 2,
        "programme secretary": 2,
        "organiser elsewhere": 0,
        "reading client": 0,
        "importing client": 0,
        "tenant's client": 0,
        "client elsewhere": 0,
        "submitter's program": 2,
    }


@pytest.mark.real
async def test_a_draft_is_seen_by_its_author_alone(world):
    drafts = "{ viewer { drafts { entryId steps } } }"
    seen = {viewer: await world.data(viewer, drafts) for viewer in VIEWERS}
    for own in ("submitter", "submitter's program"):
        assert seen.pop(own) == {"viewer": {"drafts": [{"entryId": "entry-draft", "steps": STEPS}]}}
    assert seen.pop("nobody") == {"viewer": None}
    assert list(seen.values()) == [{"viewer": {"drafts": []}}] * len(seen)


STEPS = {"project": {"title": "Bí mật"}}


@pytest.mark.real
@pytest.mark.parametrize("viewer", VIEWERS)
async def test_a_draft_is_on_no_path_of_the_read_model(world, viewer):
    asked = """query ($node: ID!) {
      node(id: $node) { id }
      nodes(ids: [$node]) { id }
      entry(entryId: "entry-draft") { id }
      entries(filter: {statuses: [DRAFT]}) { totalCount facets { statuses { value } } }
      search: entries(search: "Bí mật") { totalCount }
    }"""
    assert await world.data(viewer, asked, node=global_id("Entry", "entry-draft")) == {
        "node": None,
        "nodes": [None],
        "entry": None,
        "entries": {"totalCount": 0, "facets": {"statuses": []}},
        "search": {"totalCount": 0},
    }


@pytest.mark.real
async def test_a_relevance_cursor_tells_of_no_row_that_is_not_seen(world):
    asked = '{ entries(search: "gach", first: 1) { edges { cursor } } }'
    cursors = {v: (await world.data(v, asked))["entries"]["edges"] for v in ("organiser", "organiser elsewhere")}
    assert {v: place_of(edges[0]["cursor"], "RELEVANCE-")[0] for v, edges in cursors.items()} == {
        "organiser": 0,
        "organiser elsewhere": 0,
    }


@strawberry.type(description="Slipped in.")
class Slipped:
    """A type that nobody thought of."""

    secret: str = strawberry.field(default="", description="What nobody thought of.")


@strawberry.type(description="A root.")
class Root:
    """A root that shows it."""

    slipped: Slipped | None = strawberry.field(default=None, description="The way to it.")


def test_a_type_without_a_rule_stops_the_start():
    schema = core(strawberry.Schema(query=Root, config=StrawberryConfig()))
    with pytest.raises(rules.Unruled, match="Slipped"):
        rules.check(schema)


@pytest.mark.parametrize(("kind", "field"), [(k, f) for k, rule in rules.RULES.items() for f in rule.fields])
def test_a_field_without_a_rule_stops_the_start(kind, field, monkeypatch):
    rule = rules.RULES[kind]
    fewer = TypeRule(rule.rows, {f: r for f, r in rule.fields.items() if f != field})
    monkeypatch.setattr(rules, "RULES", {**rules.RULES, kind: fewer})
    with pytest.raises(rules.Unruled, match=f"{kind}.{field}"):
        rules.check(core(made()))


def test_a_rule_for_what_is_not_there_stops_the_start():
    with pytest.raises(rules.Unruled, match="Tenant"):
        rules.check(build_schema("type Query { a: Int }"))
