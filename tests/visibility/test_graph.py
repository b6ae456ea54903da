"""Who is told which field, finds which row by what, and sees how many: the tables, and what holds whatever they say."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from gateway.graph.conditions import EVERYTHING
from gateway.graph.rules import RULES
from gateway.graph.rules.registration import entry_rows
from gateway.graph.rules.rule import Rule, TypeRule, seen
from gateway.viewer import Viewer
from tests.visibility import tables
from tests.visibility.areas import THERE, Area
from tests.visibility.asking import PUBLIC_COMMANDS
from tests.visibility.listing import LISTING, listings
from tests.visibility.looking import VIEWERS
from tests.visibility.questions import lists, with_arguments
from tests.visibility.reading import ROWS, read, ruled, type_of
from tests.visibility.watching import (
    WATCHED,
    Watchings,
    at_the_next_event,
    ends_with_the_role,
    exchanged,
    expired,
    moved,
    revoked,
    sees_still,
)
from tests.visibility.ways import BY_ID, KNOWN_WAYS, by_ids

pytestmark = [pytest.mark.real, pytest.mark.timeout(600)]
OF_ALL = {"leaderboardChanged"}
"""What everybody may watch, whatever roles come and go."""


def test_every_type_is_asked():
    assert ruled() == set(ROWS), "say in ROWS of tests/visibility/reading.py which rows a type has in an area"


def test_every_way_to_ask_is_known():
    """A field with arguments that nobody asks below is a way on which nothing was tried."""
    asked = {f"{'Viewer' if one.path[0] == 'viewer' else 'Query'}.{one.path[-1]}" for one in lists()}
    known = {*asked, *(f"Query.{name}" for name in BY_ID), *(f"Subscription.{name}" for name in WATCHED), *KNOWN_WAYS}
    assert set(with_arguments()) <= known, "say in tests/visibility how it is asked: ways, questions or watching"
    assert {one.name: one.unasked for one in lists() if one.unasked} == {}
    assert set(type_of("Subscription").fields) == set(WATCHED)


def test_every_mutation_is_a_command_of_the_table():
    """What is sent through the schema is decided by the services' own rules: each mutation is one of their commands."""
    of_services = {wire.partition(".")[2].replace("_", "").lower() for wire in PUBLIC_COMMANDS}
    mutations = {name.lower() for name in type_of("Mutation").fields}
    assert of_services <= mutations


async def test_who_is_told_which_field_is_as_written_down(everything_read):
    tables.compare("fields", everything_read.lines())


async def test_every_field_was_told_to_somebody(everything_read):
    assert list(everything_read.untried()) == [], "let founding give it a value, or name it in NEVER_TOLD of reading.py"


async def test_no_field_is_told_to_strangers(everything_read):
    assert list(everything_read.leaks()) == []


async def test_who_finds_what_by_what_is_as_written_down(everything_listed):
    tables.compare("lists", everything_listed.lines())


async def test_no_list_filter_order_search_or_count_tells_of_what_may_not_be_seen(everything_listed, everything_read):
    assert list(everything_listed.leaks(everything_read)) == []


async def test_a_row_by_its_id_is_there_on_all_ways_or_on_none(view, everything_read):
    assert [leak async for leak in by_ids(view, everything_read)] == []


async def test_who_can_watch_what_is_as_written_down(everything_watched):
    tables.compare("subscriptions", everything_watched.lines())


async def test_watching_tells_what_the_query_tells(everything_watched):
    assert list(everything_watched.leaks()) == []


@pytest.mark.parametrize("name", sorted(WATCHED.keys() - OF_ALL))
async def test_what_a_role_lets_watch_ends_with_it(view, everything_watched, name):
    tried = 0
    for area, who, viewer in watchers_with_roles(everything_watched, name):
        document = watching(name, area)
        if not await sees_still(view, document, revoked(viewer)):
            assert code_of(await ends_with_the_role(view, document, viewer)) == "not_found", who
            tried += 1
    assert tried > 0 or name in BY_NO_ROLE, "nobody sees it by a role"


@pytest.mark.parametrize("becomes", [revoked, moved], ids=lambda becomes: becomes.__name__)
@pytest.mark.parametrize("name", WATCHED)
async def test_whose_role_has_gone_is_told_nothing_of_the_next_event(view, everything_watched, name, becomes):
    for area, who, viewer in watchers_with_roles(everything_watched, name):
        document = watching(name, area)
        if not await sees_still(view, document, becomes(viewer)):
            assert code_of(await at_the_next_event(view, document, viewer, becomes)) == "not_found", who


@pytest.mark.parametrize("becomes", [expired, exchanged], ids=lambda becomes: becomes.__name__)
@pytest.mark.parametrize("name", WATCHED)
async def test_whose_session_has_ended_is_told_nothing_of_the_next_event(view, everything_watched, name, becomes):
    tried = 0
    for area in THERE:
        for who in everything_watched.watchers(name, area):
            last = await at_the_next_event(view, watching(name, area), VIEWERS[who], becomes)
            assert code_of(last) == "unauthenticated", who
            tried += 1
    assert tried > 0, "nobody is told anything"


def watching(name: str, area: Area) -> str:
    return f"subscription {{ {WATCHED[name].watch(area)} }}"


def watchers_with_roles(everything: Watchings, name: str) -> Iterator[tuple[Area, str, Viewer]]:
    for area in THERE:
        for who in everything.watchers(name, area):
            if VIEWERS[who].roles:
                yield area, who, VIEWERS[who]


def code_of(answer: Mapping[str, Any]) -> str:
    """The one error, of an answer that tells nothing else."""
    (error,) = answer["errors"]
    assert "data" not in answer
    return str(error["extensions"]["code"])


BY_NO_ROLE = {"inboxChanged", "matchSuggested", "assignmentJob", "listingChanged"}
"""What no role lets anybody watch."""
SOME = ("nobody", "person here", "organiser elsewhere", "organiser here/edition", "client here entries:read")


def altered(kind: str, rows: Rule, **fields: Rule) -> Mapping[str, TypeRule]:
    return {**RULES, kind: TypeRule(rows, {**RULES[kind].fields, **fields})}


def without_tenant(viewer):
    """The rule of entries as it would be without the place."""
    return EVERYTHING if any(role.name.value == "organiser" for role in viewer.roles) else entry_rows(viewer)


async def test_a_rule_of_rows_that_forgets_the_tenant_is_noticed(view):
    broken = await read(view.under(altered("Entry", without_tenant)), only="Entry")
    leaks = list(broken.leaks())
    assert any(leak.startswith("organiser elsewhere is told") for leak in leaks)
    assert any(leak.startswith("organiser here/edition is told") for leak in leaks)


async def test_a_list_that_shows_more_than_may_be_seen_is_noticed(view, everything_read):
    broken = await listings(view.under(altered("Entry", without_tenant)), "Entry", SOME)
    leaks = list(broken.leaks(everything_read))
    assert any("organiser elsewhere asking entries(filter: tenantId) [here]" in leak for leak in leaks)
    assert any("organiser elsewhere asking entries(filter: editionId).facets.tags [here]" in leak for leak in leaks)
    assert any("organiser elsewhere asking entries(search: its own word).unknownWords" in leak for leak in leaks)


async def test_a_filter_by_what_may_not_be_read_is_noticed(view, everything_read):
    """The rule of who has submitted is taken away from the filter, as if somebody had forgotten it."""
    broken = await listings(view.under(altered("Entry", entry_rows, submittedBy=seen)), "Entry", SOME)
    leaks = list(broken.leaks(everything_read))
    assert any("client here entries:read asking entries(filter: submittedBy) [here] finds" in leak for leak in leaks)


def test_a_list_of_the_schema_has_its_listing():
    assert {one.kind for one in lists()} == set(LISTING)
