"""The parts of pages by themselves: limits, charts, documents, every text in Vietnamese."""

import ast
import re

import pytest
from graphql import parse, validate
from jinja2.ext import extract_from_ast

from gateway.graph.schema import core, made
from gateway.web import charts
from gateway.web.limits import Limits, limits
from gateway.web.posted import parsed
from gateway.web.rendering import TEMPLATES, environment
from gateway.web.visit import DOCUMENTS, document
from gateway.web.words import Words
from shared.contracts.accounts.commands import RegisterOrganisation, RegisterPerson
from shared.contracts.registration.values import EntryAnswers
from shared.errors import InvalidInput
from shared.texts.catalogues import texts_of
from tests.architecture.tree import ROOT

PAGES = sorted(path.stem for path in DOCUMENTS.glob("*.graphql") if path.stem != "frame")
PLACE = re.compile(r"\{\w+\}")


def test_limits_come_from_the_command():
    assert limits(EntryAnswers, "title") == Limits("Name of the project", True, 1, 200)
    assert limits(RegisterOrganisation, "founded_year") == Limits("Year of founding", False, minimum=1800, maximum=2100)
    assert limits(RegisterPerson, "password") == Limits("Password", False, 10, 200)
    assert limits(EntryAnswers, "tags") == Limits("Fields", False, most_items=20)


@pytest.mark.parametrize("name", PAGES)
def test_every_document_fits_the_schema(name):
    assert validate(core(made()), parse(document(name))) == []


def test_columns_fill_the_width_and_the_largest_is_the_highest():
    drawn = charts.columns([("2021", 5), ("2022", 10), ("2023", 0)])
    assert [c.height for c in drawn] == [115.0, 230.0, 0.0]
    assert [c.x for c in drawn] == sorted(c.x for c in drawn)
    assert drawn[-1].x + drawn[-1].width <= 100
    assert charts.columns([]) == []


@pytest.mark.parametrize(("most", "ticks"), [(0, [1]), (1, [1]), (3, [1, 2, 3]), (44, [20, 40]), (246, [100, 200])])
def test_an_axis_has_round_numbers(most, ticks):
    assert charts.ticks(most) == ticks


def test_bars_are_shares_of_the_longest():
    assert [(b.label, b.share) for b in charts.bars([("a", 8, "/a"), ("b", 2, "/b")])] == [("a", 100.0), ("b", 25.0)]


def test_a_form_is_read_in_one_normal_form():
    form = parsed("a=Ho\u0300a%0D\u0301&tags=x&tags=y&empty=".encode())
    assert (form.one("a")[:3], form.all("tags"), form.one("empty"), form.one("none")) == ("Hòa", ("x", "y"), "", "")


@pytest.mark.parametrize("body", [b"\xff=1", b"a=%ff", b"&".join(b"a=1" for _ in range(300))])
def test_what_is_no_form_is_refused(body):
    with pytest.raises(InvalidInput):
        parsed(body)


def test_viet_nam_stands_first_among_the_countries():
    countries = Words("vi").countries()
    assert countries[0] == ("VN", "Việt Nam")
    assert ("TH", "Thái Lan") in countries
    assert len(countries) > 200


def test_a_text_of_the_organiser_says_its_language_where_it_is_another():
    assert Words("en").said({"vi": "Cuộc thi", "en": "Contest"}) == "Contest"
    assert str(Words("en").said({"vi": "Cuộc <b>thi", "en": None})) == '<span lang="vi">Cuộc &lt;b&gt;thi</span>'


def marked_in_python():
    for path in sorted((ROOT / "gateway").rglob("*.py")):
        if "node_modules" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_":
                yield (ast.literal_eval(node.args[0]),)


def marked_in_templates():
    for path in sorted(TEMPLATES.rglob("*.html")):
        for _, _, found in extract_from_ast(environment().parse(path.read_text())):
            texts = (found,) if isinstance(found, str | None) else found
            if isinstance(texts[0], str):
                yield tuple(text for text in texts if text is not None)


TEXTS = sorted({*marked_in_python(), *marked_in_templates()})


def test_texts_are_found_in_python_and_in_templates():
    assert ("Draft",) in TEXTS
    assert ("{count} person", "{count} people") in TEXTS
    assert len(TEXTS) > 150


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[0][:40])
def test_every_text_is_there_in_vietnamese_with_the_same_places(text):
    (told,) = texts_of("vi")[text[0]]
    assert sorted(PLACE.findall(told)) == sorted(PLACE.findall(text[-1]))
    assert "!" not in told
