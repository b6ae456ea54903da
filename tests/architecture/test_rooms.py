"""Every file is in a room that docs/rooms.md names, and the rooms keep their promises."""

import ast
import shutil

import pytest

from tests.architecture import rooms
from tests.architecture.tree import ROOT, tracked_files

TOP = {
    "deploy", "docs", "gateway", "services", "shared", "tests", ".ci",
    ".dockerignore", ".gitattributes", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile",
    "README.md", "SECURITY.md", "docker-compose.yml", "pyproject.toml", "requirements.lock", "requirements-dev.lock",
}  # fmt: skip
TEST_ROOMS = {
    "architecture",
    "bench",
    "builders",
    "data",
    "e2e",
    "fakes",
    "golden",
    "harness",
    "deploy",
    "gateway",
    "shared",
    "visibility",
}
RULES = {
    "waits": (rooms.waiting_domains, "services/accounts/domain/person.py", "async def load() -> None: ..."),
    "runs": (rooms.run_at_import, "shared/ids.py", "new_id()"),
    "stray": (rooms.wrong_rooms, "services/accounts/helpers.py", '"""A junk drawer."""'),
}


def test_nothing_stands_at_the_top_that_has_no_place_there():
    assert {p.relative_to(ROOT).parts[0] for p in tracked_files()} <= TOP


@pytest.mark.parametrize("rule", RULES)
def test_the_rooms_keep_their_promise(rule):
    assert RULES[rule][0](ROOT) == []


@pytest.mark.parametrize("rule", RULES)
def test_a_breach_is_seen(rule, tmp_path):
    find, file, line = RULES[rule]
    for folder in rooms.SOURCE:
        ignore = shutil.ignore_patterns("node_modules", "__pycache__", "static")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignore)
    with (tmp_path / file).open("a") as planted:
        planted.write(f"\n{line}\n")
    assert len(find(tmp_path)) == 1


@pytest.mark.parametrize("service", rooms.services(ROOT))
def test_a_service_says_what_it_decides_and_which_topics_it_hears_and_speaks(service):
    source = (ROOT / "services" / service / "__init__.py").read_text()
    words = (ast.get_docstring(ast.parse(source)) or "").lower()
    assert [w for w in ("decides", "hears", "speaks") if w not in words] == []


def test_every_test_file_is_below_a_folder_that_names_what_it_tests():
    known = TEST_ROOMS | {"conftest.py", "__init__.py", *rooms.services(ROOT)}
    assert {p.relative_to(ROOT / "tests").parts[0] for p in rooms.python_files(ROOT, "tests")} <= known
