"""Organisations that a viewer belongs to."""

from gateway.web.visit import Data


def is_member(organisation: Data) -> bool:
    """Whether the viewer belongs to it, and has not only asked to."""
    return organisation["viewerStanding"] in ("MEMBER", "ADMIN")


def belonging(organisations: Data, tenant_id: str | None) -> list[Data]:
    """Those of the list that are the tenant's, and that the viewer belongs to."""
    known = [edge["node"] for edge in organisations["edges"]]
    return [one for one in known if one["tenantId"] == tenant_id and is_member(one)]
