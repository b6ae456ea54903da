"""What this machine lacks is named before anything is installed or started."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.local.doctor import LIBRARIES, lacking
from tests.architecture.tree import ROOT

VERSIONS = {"java": "openjdk 17.0.1", "mvn": "Apache Maven 3.9.1", "node": "v20.1.0", "npm": "9.2.0"}


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder of programs, the only ones that are found."""
    for name, version in VERSIONS.items():
        program(tmp_path, name, f"echo '{version}'")
    program(tmp_path, "make", "echo made; exit 3")
    program(tmp_path, "chromium", "")
    program(tmp_path, "certutil", "")
    program(tmp_path, "id", "echo 1000")
    (tmp_path / "python3").symlink_to(sys.executable)
    (tmp_path / "dirname").symlink_to(shutil.which("dirname") or "")
    return tmp_path


def program(folder: Path, name: str, line: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{line}\n")
    (folder / name).chmod(0o755)


def run(folder: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PATH": str(folder)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def doctor(folder: Path) -> "subprocess.CompletedProcess[str]":
    return run(folder, sys.executable, "deploy/local/doctor.py", "tests")


def in_one_go(folder: Path) -> "subprocess.CompletedProcess[str]":
    return run(folder, shutil.which("bash") or "", ".ci/run")


def test_nothing_is_missing_where_all_is_there(programs):
    assert (doctor(programs).returncode, doctor(programs).stderr) == (0, "")


def test_a_node_that_is_too_old_is_named_with_where_a_newer_one_comes_from(programs):
    program(programs, "node", "echo v18.19.0")
    done = doctor(programs)
    assert done.returncode == 1
    assert done.stderr.startswith("missing: Node 20 or later\n    Node 20 or later from your distribution's backports")


def test_what_tests_can_do_without_is_named_and_stops_nothing(programs):
    (programs / "certutil").unlink()
    done = doctor(programs)
    assert done.returncode == 0
    assert done.stderr.startswith("not needed, but good to have: certutil")
    assert done.stderr.endswith("apt-get install libnss3-tools\n")


def test_a_library_that_mongod_needs_is_named_with_its_package():
    missing = dict(lacking(False, {"libnone.so.9": "libnone9", "libc.so.6": "libc6"}))
    assert missing["libnone.so.9 (for MongoDB)"] == "apt-get install libnone9"
    assert "libc.so.6 (for MongoDB)" not in missing


def test_ci_asks_for_every_package_that_is_not_there(programs):
    for name in ("python3", "java", "mvn", "node", "npm", "chromium"):
        (programs / name).unlink()
    done = in_one_go(programs)
    asked = done.stderr.removeprefix("install first: ").split()
    assert done.returncode == 1
    assert {"python3", "python3-venv", "openjdk-17-jre-headless", "maven", "nodejs", *LIBRARIES.values()} <= {*asked}


def test_ci_ends_before_it_makes_anything_where_a_tool_is_too_old(programs):
    program(programs, "java", "echo 'openjdk 11.0.2'")
    done = in_one_go(programs)
    assert (done.returncode, done.stdout) == (1, "")
    assert "missing: Java 17 or later" in done.stderr
