"""A rule raises what its command declares, and a command declares what its rule or its noun can raise: no more."""

import ast
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from textwrap import dedent
from typing import Any

import pytest

import shared.errors
from services.accounts.handlers import COMMANDS as ACCOUNTS
from services.notifications.handlers import COMMANDS as NOTIFICATIONS
from services.registration.handlers import COMMANDS as REGISTRATION
from shared.bus.dispatch import AnyHandler, PreparedHandler
from shared.contracts.accounts.refusals import TooManyAttempts
from shared.errors import Refusal

RULES = re.compile(r"\.domain\.|\.handlers\.|^shared\.bus\.jobs\.")
"""Where rules stand, and what is found for them."""
BY_METHODS = {"spend": TooManyAttempts}
"""What methods of things that are handed in raise: the walk doesn't know their classes."""
ROWS = (*ACCOUNTS, *NOTIFICATIONS, *REGISTRATION)
ALWAYS = {
    r for r in vars(shared.errors).values() if isinstance(r, type) and issubclass(r, Refusal) and r is not Refusal
}


def raised_by(function: Callable[..., Any], seen: set[str] | None = None) -> Iterator[type[Refusal]]:
    """The refusals that a function of a domain raises, itself or through others of the domains."""
    seen = set() if seen is None else seen
    name = f"{function.__module__}.{function.__qualname__}"
    if name in seen:
        return
    seen.add(name)
    names = vars(sys.modules[function.__module__])
    tree = ast.parse(dedent(inspect.getsource(function)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and node.exc is not None:
            found = value_of(node.exc.func if isinstance(node.exc, ast.Call) else node.exc, names)
            if isinstance(found, type) and issubclass(found, Refusal):
                yield found
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in BY_METHODS:
            yield BY_METHODS[node.func.attr]
        if isinstance(node, ast.Call):
            called = value_of(node.func, names)
            if inspect.isfunction(called) and RULES.search(called.__module__):
                yield from raised_by(called, seen)


def value_of(node: ast.expr, names: dict[str, Any]) -> Any:
    """What a name or a module's attribute stands for; None for anything else."""
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return getattr(names.get(node.value.id), node.attr, None)
    return None


def raised_for(row: AnyHandler) -> set[type[Refusal]]:
    """What the rule of a row raises, and what finds the facts for it."""
    functions = (row.decide, *([row.prepare] if isinstance(row, PreparedHandler) else []))
    return {refusal for function in functions for refusal in raised_by(function)}


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r.command.wire)
def test_a_rule_raises_only_what_its_command_declares(row):
    assert raised_for(row) - ALWAYS <= set(row.command.refuses)


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r.command.wire)
def test_a_command_declares_no_refusal_that_nothing_raises(row):
    unique = {u.refusal for u in row.noun.unique}
    assert set(row.command.refuses) <= raised_for(row) | unique


def test_a_breach_of_uniqueness_is_declared_by_the_command_that_makes_the_aggregate():
    declared = {
        row.noun.name: {r for other in ROWS if other.noun is row.noun for r in other.command.refuses} for row in ROWS
    }
    for row in ROWS:
        assert {u.refusal for u in row.noun.unique} - ALWAYS <= declared[row.noun.name]


def test_the_walk_sees_a_refusal_through_a_call():
    from services.registration.domain import entry
    from shared.contracts.registration.refusals import DeadlinePassed

    assert DeadlinePassed in set(raised_by(entry.submit))
