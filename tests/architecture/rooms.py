"""Breaches of the rooms, found by reading a tree: each function lists what breaks its rule."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = ("deploy", "gateway", "services", "shared")
SKIPPED = {"node_modules", "build", "data", ".venv", "__pycache__"}
SERVICE_ROOMS = {"domain", "ports", "access", "handlers", "queries", "store", "api", "settings", "main"}
SERVICE_NEEDS = {"domain", "access", "handlers", "api", "settings", "main"}
WAITS = (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)
MAY_RUN = ("deploy/cli/",)


def python_files(root: Path, *folders: str) -> Iterator[Path]:
    """Every Python file below the folders, in a fixed order."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            if not SKIPPED & set(path.relative_to(root).parts):
                yield path


def services(root: Path) -> list[str]:
    """The names of the services."""
    return sorted(p.name for p in (root / "services").iterdir() if (p / "__init__.py").exists())


def rooms_of(root: Path, service: str) -> set[str]:
    """The rooms of a service: `domain/entry.py` and `api.py` are in domain and api."""
    folder = root / "services" / service
    files = python_files(root, f"services/{service}")
    return {p.relative_to(folder).parts[0].removesuffix(".py") for p in files} - {"__init__"}


def wrong_rooms(root: Path) -> list[str]:
    """Rooms that no service has, and rooms that a service lacks."""
    found = []
    for service in services(root):
        rooms = rooms_of(root, service)
        found += [f"{service}: unknown room {r}" for r in sorted(rooms - SERVICE_ROOMS)]
        found += [f"{service}: no {r}" for r in sorted(SERVICE_NEEDS - rooms)]
    return found


def waiting_domains(root: Path) -> list[str]:
    """Domain modules in which something waits."""
    return [
        str(path.relative_to(root))
        for path in python_files(root, "services")
        if "domain" in path.parts and any(isinstance(n, WAITS) for n in ast.walk(ast.parse(path.read_text())))
    ]


def run_at_import(root: Path) -> list[str]:
    """Calls at module level outside main modules: they make something real, where only declarations may stand."""
    return [
        f"{path.relative_to(root)}:{node.lineno}"
        for path in python_files(root, *SOURCE)
        if path.name != "main.py" and not str(path.relative_to(root)).startswith(MAY_RUN)
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Await)
    ]
