"""The project's own files, as git knows them."""

import subprocess
from pathlib import Path

from tests.architecture import rooms

ROOT = Path(__file__).parents[2]
SOURCE = rooms.SOURCE


def tracked_files() -> list[Path]:
    """What git tracks; empty outside a checkout."""
    try:
        out = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return []
    return [ROOT / name for name in out.split("\0") if name and (ROOT / name).is_file()]


def services() -> list[str]:
    """The names of the services."""
    return rooms.services(ROOT)


def owners() -> list[str]:
    """Whoever has a contract."""
    return sorted(p.parent.name for p in (ROOT / "shared" / "contracts").glob("*/__init__.py"))
