"""The project's own files, as the architecture tests see them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ("deploy", "gateway", "services", "shared")
SKIPPED = {"node_modules", "build", "data", ".venv", "__pycache__"}


def python_files(*folders: str) -> Iterator[Path]:
    """Every Python file below the folders, in a fixed order."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not SKIPPED & set(path.parts):
                yield path


@cache
def parsed(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def tracked_files() -> list[Path]:
    """What git tracks; empty outside a checkout."""
    try:
        out = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return []
    return [ROOT / name for name in out.split("\0") if name and (ROOT / name).is_file()]


def services() -> list[str]:
    """The names of the services."""
    return sorted(p.name for p in (ROOT / "services").iterdir() if (p / "__init__.py").exists())
