"""Every code that an answer can carry is in the list that is told to clients."""

import re
from pathlib import Path

import gateway
from gateway.graph.errors import CODES

RAISED = re.compile(r'(?:BadInput|BadRequest|Denied|code=|coded\(e, |return )\(?"([a-z_]+)"')


def test_every_code_is_listed_and_used():
    folder = Path(gateway.__file__).parent
    sources = [folder / "read_model.py", *sorted((folder / "graph").glob("*.py"))]
    used = {code for path in sources for code in RAISED.findall(path.read_text())}
    literal = {code for code in CODES if any(f'"{code}"' in p.read_text() for p in sources if p.name != "errors.py")}
    assert used - CODES.keys() == set()
    assert literal | {"internal"} == CODES.keys()
