"""Who may see the programs that ask."""

from collections.abc import Mapping

from gateway.graph.conditions import NOTHING, Condition, where_is
from gateway.graph.rules.rule import TypeRule, all_seen, own, tenant_organisers
from gateway.viewer import Viewer


def client_rows(viewer: Viewer) -> Condition:
    """The organisers of the whole tenant, and the client itself."""
    itself = where_is(client_id=viewer.id) if viewer.kind == "client" else NOTHING
    return tenant_organisers(viewer) | itself


def token_rows(viewer: Viewer) -> Condition:
    """The person alone, in person or by a program of theirs."""
    return own(viewer, "person_id")


RULES: Mapping[str, TypeRule] = {
    "ApiClient": TypeRule(
        client_rows,
        all_seen("id", "clientId", "tenantId", "label", "scopes", "perMinute", "perDay", "revoked", "tenant"),
    ),
    "PersonalToken": TypeRule(
        token_rows, all_seen("id", "tokenId", "tenantId", "personId", "label", "scopes", "expiresAt", "revoked")
    ),
}  # fmt: skip
