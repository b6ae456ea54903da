"""Who may see editions, programmes and entries."""

from collections.abc import Mapping

from gateway.graph.conditions import Condition
from gateway.graph.rules.rule import TypeRule, all_seen, anyone, client, own, staff
from gateway.viewer import Viewer


def entry_rows(viewer: Viewer) -> Condition:
    """Staff of the place, who submitted it, and clients that may read entries."""
    return staff(viewer) | own(viewer, "submitted_by") | client(viewer, "entries:read")


def entry_persons(viewer: Viewer) -> Condition:
    """Who did something to an entry is for staff and for that person, not for clients that read entries."""
    return staff(viewer) | own(viewer, "submitted_by")


RULES: Mapping[str, TypeRule] = {
    "Edition": TypeRule(
        anyone,
        all_seen("id", "editionId", "tenantId", "slug", "name", "year", "zone", "tenant", "programmes"),
    ),
    "Programme": TypeRule(
        anyone,
        all_seen(
            "id", "programmeId", "editionId", "tenantId", "name", "kind", "opensAt", "closesAt", "graceMinutes",
            "tenant", "edition",
        ),
    ),
    "Entry": TypeRule(
        entry_rows,
        {
            **all_seen(
                "id", "entryId", "tenantId", "editionId", "programmeId", "organisationId", "title", "summary",
                "description", "tags", "status", "organisationName", "country", "location", "foundedYear",
                "submittedAt", "revisedAt", "withdrawnAt", "inGrace", "onBehalf", "receipt", "tenant", "edition",
                "programme", "organisation", "decision", "decidedAt",
            ),
            "submittedBy": entry_persons,
            "submitter": entry_persons,
            "withdrawalReason": entry_persons,
            "withdrawalNote": entry_persons,
            "rejectionReason": entry_persons,
            "decisionText": entry_persons,
        },
    ),
    "Release": TypeRule(
        staff,
        all_seen(
            "id", "releaseId", "tenantId", "editionId", "programmeId", "programme", "entries", "releasedAt", "arrived",
            "accepted", "rejected", "leftOut",
        ),
    ),
}  # fmt: skip

CARRIERS = frozenset({"DecisionPage", "Draft", "EntryFacets", "Facet", "PendingDecision", "Receipt"})
