"""What no tracked file may say."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, tracked_files

HOSTS = (
    "pypi" + ".org",
    "python" + "hosted",
    "registry." + "npmjs",
    "repo1." + "maven",
    "repo." + "maven",
    "crates" + ".io",
    "deb." + "debian",
)
FORBIDDEN = re.compile("|".join(map(re.escape, HOSTS)) + r"|(?<![\w.])/(?:work|farm|root)/[a-z]")
LARGEST = 600_000


def texts() -> Iterator[tuple[Path, bytes]]:
    return ((path, path.read_bytes()) for path in tracked_files())


def test_no_file_names_a_package_registry_or_a_path_of_one_machine():
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path, data in texts()
        if (match := FORBIDDEN.search(data.decode("utf-8", "ignore")))
    ]
    assert found == []


def test_no_binary_and_nothing_huge_is_committed():
    pictures = {".png", ".webp", ".jpg"}
    binary = [p for p, data in texts() if b"\0" in data[:8000] and not (p.suffix in pictures and "docs" in p.parts)]
    huge = [p for p, data in texts() if len(data) > LARGEST]
    assert [str(p.relative_to(ROOT)) for p in (*binary, *huge)] == []


@pytest.mark.parametrize("text", ["see https://" + HOSTS[0] + "/simple", "open /wo" + "rk/main now"])
def test_the_guard_sees_a_breach(text):
    assert FORBIDDEN.search(text)
