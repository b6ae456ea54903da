"""The linter refuses the calls that only one module may make."""

import json
import subprocess
import sys

import pytest

from tests.architecture.tree import ROOT

BANNED = {
    "from datetime import datetime, UTC\n\nNOW = datetime.now(UTC)\n": "shared.clock",
    "import time\n\nNOW = time.time()\n": "shared.clock",
    "import uuid\n\nID = uuid.uuid4()\n": "shared.ids",
}


@pytest.mark.parametrize("source", BANNED)
def test_a_banned_call_is_seen(source):
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--output-format=json", "--stdin-filename=services/planted.py", "-"],
        input=source,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    found = [f for f in json.loads(done.stdout) if f["code"] == "TID251"]
    assert len(found) == 1
    assert BANNED[source] in found[0]["message"]
