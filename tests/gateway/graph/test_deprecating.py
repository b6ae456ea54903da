"""What was promised to API consumers stays as long as was promised."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from graphql import BreakingChangeType, GraphQLSchema, build_schema, find_breaking_changes, print_schema

from gateway.graph.deprecating import DEPRECATED, Deprecation, NotThere, broken, coordinates, mark
from gateway.graph.schema import core, made
from shared.clock import SystemClock
from tests.gateway.graph.promise import PROMISED

SINCE, LAST = date(2026, 12, 1), date(2027, 12, 1)
INSTEAD = Deprecation(SINCE, LAST, "Ask for `b`.")
REMOVALS = {
    BreakingChangeType.TYPE_REMOVED,
    BreakingChangeType.FIELD_REMOVED,
    BreakingChangeType.ARG_REMOVED,
    BreakingChangeType.VALUE_REMOVED_FROM_ENUM,
}
"""What `broken` judges by its day."""
TO_DO = "deprecate it in gateway/graph/deprecating.py; before the first release, python -m tests.gateway.graph.promise"


def schema(fields: str) -> GraphQLSchema:
    return build_schema(f"type Query {{ {fields} }} enum E {{ ONE TWO }} input I {{ x: Int }}")


def marked(coordinate: str, fields: str = "a(n: Int, e: E, i: I): Int b: Int") -> GraphQLSchema:
    found = schema(fields)
    mark(found, {coordinate: INSTEAD})
    return build_schema(print_schema(found))


def test_nothing_that_was_promised_is_gone():
    promised, today = build_schema(PROMISED.read_text()), SystemClock().now().date()
    assert broken(promised, core(made()), today) == [], TO_DO
    changes = find_breaking_changes(promised, build_schema(print_schema(core(made()))))
    assert [one.description for one in changes if one.type not in REMOVALS] == [], TO_DO


def test_what_is_deprecated_is_there_and_says_how_long():
    there = dict(coordinates(core(made())))
    assert {name: there[name].deprecation_reason for name in DEPRECATED} == {
        name: told.reason for name, told in DEPRECATED.items()
    }


@pytest.mark.parametrize("coordinate", ["Query.a", "Query.a(n:)", "E.TWO", "I.x"])
def test_what_is_deprecated_is_marked_in_the_schema(coordinate):
    found = dict(coordinates(marked(coordinate)))
    assert found[coordinate].deprecation_reason == ("Ask for `b`. Deprecated since 2026-12-01. Stays until 2027-12-01.")


@pytest.mark.parametrize("coordinate", ["Query.c", "Query.a(m:)", "F.ONE", "Query"])
def test_what_is_not_there_can_not_be_deprecated(coordinate):
    with pytest.raises(NotThere, match=coordinate.replace("(", r"\(").replace(")", r"\)")):
        mark(schema("a(n: Int): Int"), {coordinate: INSTEAD})


def test_what_a_client_must_give_can_not_be_deprecated():
    with pytest.raises(NotThere):
        mark(schema("a(n: Int!): Int"), {"Query.a(n:)": INSTEAD})


def test_what_is_deprecated_stays_a_year_at_least():
    with pytest.raises(ValueError, match="365 days"):
        replace(INSTEAD, until=SINCE + timedelta(days=364))


def test_what_was_never_deprecated_may_not_go():
    assert broken(schema("a(n: Int): Int b: Int"), schema("b: Int"), date(2099, 1, 1)) == ["Query.a", "Query.a(n:)"]


@pytest.mark.parametrize(("today", "missing"), [(LAST, ["Query.a(n:)"]), (LAST + timedelta(days=1), [])])
def test_an_argument_may_go_after_its_last_day(today, missing):
    assert broken(marked("Query.a(n:)"), schema("a(e: E, i: I): Int b: Int"), today) == missing


def test_a_field_goes_with_its_arguments():
    gone = schema("b(e: E, i: I): Int")
    assert broken(marked("Query.a"), gone, LAST + timedelta(days=1)) == []
