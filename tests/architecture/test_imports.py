"""The import contracts of pyproject.toml hold, and each is seen to fail when it is broken."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, SOURCE

BREACHES = [
    ("rooms", "services/registration/domain/entry.py", "import services.registration.handlers"),
    ("strangers", "services/registration/api.py", "import services.accounts.settings"),
    ("ground", "shared/ids.py", "import services.accounts"),
    ("pure-domain", "services/accounts/domain/person.py", "import random"),
    ("pure-domain", "services/accounts/domain/person.py", "from urllib.request import urlopen"),
    ("pure-domain", "services/registration/domain/entry.py", "from shared.ids import new_id"),
    ("contracts-below", "shared/contracts/values.py", "import shared.bus.nouns"),
    ("one-door-mongo", "services/accounts/store/__init__.py", "import pymongo"),
    ("one-door-kafka", "gateway/settings.py", "import aiokafka"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-cache",
    ]
    return subprocess.run(
        command, cwd=folder, env={"PYTHONPATH": str(folder), "PATH": ""}, capture_output=True, text=True, check=False
    )


def copied(folder: Path) -> Path:
    for name in SOURCE:
        ignore = shutil.ignore_patterns("node_modules", "__pycache__", "static")
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_the_imports_keep_their_direction():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(("contract", "file", "line"), BREACHES)
def test_a_broken_contract_is_seen(contract, file, line, tmp_path):
    copy = copied(tmp_path)
    source = (copy / file).read_text()
    (copy / file).write_text(f"{source}\n{line}\n")
    done = lint(copy)
    names = {c["id"]: c["name"] for c in contracts_of(copy)}
    assert done.returncode == 1
    assert f"{names[contract]} BROKEN" in " ".join(done.stdout.split())


def contracts_of(folder: Path) -> list[dict[str, str]]:
    import tomllib

    return list(tomllib.loads((folder / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"])
