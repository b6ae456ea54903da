"""Who may see messages."""

from collections.abc import Mapping

from gateway.graph.conditions import Condition
from gateway.graph.rules.rule import TypeRule, all_seen, own
from gateway.viewer import Viewer


def message_rows(viewer: Viewer) -> Condition:
    """Whose inbox it is in, and nobody else, organisers neither."""
    return own(viewer, "person_id")


RULES: Mapping[str, TypeRule] = {
    "Message": TypeRule(message_rows, all_seen("id", "messageId", "tenantId", "kind", "subjects", "at", "readAt")),
}  # fmt: skip

CARRIERS = frozenset({"Subject"})
