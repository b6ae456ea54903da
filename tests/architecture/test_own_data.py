"""Every kind of thing that a service keeps is said in a person's export, or it is written down why not."""

import importlib
from typing import Any

import pytest

from deploy.cli.parts import nouns_of
from shared.services import SERVICES


def said_of(service: str) -> Any:
    return importlib.import_module(f"services.{service}.queries.own_data")


def without_a_row(service: str, nouns: Any) -> set[str]:
    """The collections of nouns of which the export says nothing, and nobody says why."""
    table = said_of(service)
    return {noun.collection for noun in nouns if noun.name not in {p.noun for p in table.PARTS}} - set(table.ELSEWHERE)


@pytest.mark.parametrize("service", SERVICES)
def test_every_noun_has_a_row(service):
    assert without_a_row(service, nouns_of(service)) == set()


@pytest.mark.parametrize("service", SERVICES)
def test_no_two_rows_have_one_name(service):
    table = said_of(service)
    names = [row.name for row in (*table.PARTS, *table.BESIDE)]
    assert len(names) == len(set(names))
    assert all(part.fields or part.ids_of for part in table.PARTS)


def test_a_noun_without_a_row_is_seen():
    assert "people" in without_a_row("notifications", nouns_of("accounts"))
