"""Every file is in a room that DESIGN names, and the rooms keep their promises."""

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, SOURCE, parsed, python_files, services, tracked_files

TOP = {
    "deploy", "docs", "gateway", "services", "shared", "tests", ".ci",
    ".dockerignore", ".gitattributes", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile",
    "README.md", "SECURITY.md", "docker-compose.yml", "pyproject.toml", "requirements.lock", "requirements-dev.lock",
}  # fmt: skip
SERVICE_ROOMS = {"domain", "ports", "access", "handlers", "queries", "store", "api", "settings", "main"}
SERVICE_NEEDS = {"domain", "access", "handlers", "api", "settings", "main"}


WAITS = (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)


def room_of(path: Path) -> str:
    """The room of a file within its service: `domain/entry.py` and `api.py` are in domain and api."""
    return path.relative_to(ROOT).parts[2].removesuffix(".py")


def test_nothing_stands_at_the_top_that_has_no_place_there():
    assert {p.relative_to(ROOT).parts[0] for p in tracked_files()} <= TOP


@pytest.mark.parametrize("service", services())
def test_a_service_has_the_named_rooms_and_no_others(service):
    rooms = {room_of(p) for p in python_files(f"services/{service}")} - {"__init__"}
    assert rooms <= SERVICE_ROOMS
    assert rooms >= SERVICE_NEEDS


@pytest.mark.parametrize("service", services())
def test_a_service_says_what_it_decides_and_which_topics_it_hears_and_speaks(service):
    words = (ast.get_docstring(parsed(ROOT / "services" / service / "__init__.py")) or "").lower()
    assert "decides" in words
    assert "hears" in words
    assert "speaks" in words


def test_no_domain_waits():
    waiting = [
        str(path.relative_to(ROOT))
        for path in python_files("services")
        if "domain" in path.parts and any(isinstance(n, WAITS) for n in ast.walk(parsed(path)))
    ]
    assert waiting == []


def test_only_main_modules_run_anything_at_import():
    """A call at module level makes something real; only declarations may."""
    running = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in python_files(*SOURCE)
        if path.name != "main.py"
        for node in parsed(path).body
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Await)
    ]
    allowed = ("deploy/cli/",)
    assert [r for r in running if not r.startswith(allowed)] == []


def test_every_test_file_is_below_a_folder_that_names_what_it_tests():
    rooms = {"architecture", "bench", "builders", "data", "e2e", "fakes", "golden", "harness"}
    known = rooms | {"deploy", "gateway", "shared", "conftest.py", "__init__.py", *services()}
    assert {p.relative_to(ROOT / "tests").parts[0] for p in python_files("tests")} <= known
