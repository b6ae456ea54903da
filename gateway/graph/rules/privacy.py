"""Who may see consent, and what people ask of their own data."""

from collections.abc import Mapping

from gateway.graph.conditions import NOTHING, Condition, where_is
from gateway.graph.rules.rule import TypeRule, all_seen, own
from gateway.viewer import Viewer
from shared.contracts.accounts.roles import Role, RoleName


def personal_rows(viewer: Viewer) -> Condition:
    """What a person has said about the own data: that person, and the organisers of the whole tenant."""
    held = own(viewer, "person_id") if viewer.kind == "person" else NOTHING
    for role in viewer.roles:
        if role.name is RoleName.ORGANISER and role == Role(name=role.name, tenant_id=role.tenant_id):
            held |= where_is(tenant_id=role.tenant_id)
    return held


RULES: Mapping[str, TypeRule] = {
    "Consent": TypeRule(
        personal_rows,
        all_seen(
            "id", "consentId", "tenantId", "personId", "purpose", "textVersion", "givenAt", "withdrawnAt", "tenant",
        ),
    ),
    "DataRequest": TypeRule(
        personal_rows,
        all_seen(
            "id", "requestId", "tenantId", "personId", "person", "kind", "status", "askedAt", "answerDue", "stopDue",
            "closedAt", "inTime", "tenant",
        ),
    ),
}  # fmt: skip

CARRIERS = frozenset({"ConsentReceipt"})
