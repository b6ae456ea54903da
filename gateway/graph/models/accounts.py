"""Rows of accounts."""

from collections.abc import Mapping

from gateway.graph.models.model import Model

MODELS: Mapping[str, Model] = {
    "Tenant": Model("Tenant", "tenants", "tenant"),
    "Organisation": Model("Organisation", "organisations", "organisation"),
    "Invitation": Model("Invitation", "invitations", "invitation"),
    "RoleHolder": Model("RoleHolder", "roles", "roles"),
}
