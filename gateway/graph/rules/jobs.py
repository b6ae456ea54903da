"""Who may see long work."""

from collections.abc import Mapping

from gateway.graph.conditions import Condition
from gateway.graph.rules.rule import TypeRule, all_seen, own, tenant_organisers
from gateway.viewer import Viewer


def job_rows(viewer: Viewer) -> Condition:
    """Who asked for it, and the organisers of the whole tenant."""
    return own(viewer, "requested_by") | tenant_organisers(viewer)


RULES: Mapping[str, TypeRule] = {
    "Job": TypeRule(
        job_rows,
        all_seen(
            "id", "jobId", "tenantId", "kind", "status", "done", "total", "problems", "outcome", "requestedBy",
            "requester",
            "askedAt", "changedAt", "tenant",
        ),
    ),
}  # fmt: skip
