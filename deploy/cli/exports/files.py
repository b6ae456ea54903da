"""Writes generated files, or compares them with what is committed."""

import difflib
from collections.abc import Mapping
from pathlib import Path

from deploy.local.layout import ROOT


def write(files: Mapping[str, str], root: Path = ROOT) -> list[str]:
    """Writes the files (by path below the root) that differ; returns the paths of those."""
    stale = [path for path, text in files.items() if _read(root / path) != text]
    for path in stale:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(files[path], encoding="utf-8")
    return stale


def compare(files: Mapping[str, str], root: Path = ROOT) -> str:
    """A unified diff from the committed files to the generated ones; empty where all are equal."""
    return "".join(_diff(path, _read(root / path), text) for path, text in files.items())


def _diff(path: str, old: str, new: str) -> str:
    return "".join(
        difflib.unified_diff(old.splitlines(True), new.splitlines(True), f"{path} (committed)", f"{path} (generated)")
    )


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""
