"""GraphQL over HTTP, audited by those who wrote the standard down."""

import orjson
import pytest

from tests.gateway.standards.conftest import TOOLS, told_by

pytestmark = pytest.mark.real


async def test_every_audit_of_graphql_over_http_is_passed(gateway):
    said = await told_by("node", TOOLS / "audit.mjs", f"{gateway.address}/graphql")
    audits = [orjson.loads(line) for line in said.out.splitlines()]
    assert (said.status, said.err) == (0, "")
    assert [audit for audit in audits if audit["status"] != "ok"] == []
    assert len(audits) > 50
