"""Likely twins on the pages: shown while somebody types, and once more where the form is sent without script."""

from collections.abc import Mapping
from typing import Any

from gateway.clients import Refused
from gateway.web.ports import Twin
from gateway.web.visit import Visit

SEEN = "seen_twin"
"""The field of the form that says which twins have been shown."""
TYPED = ("name", "website", "tax_code")


async def likely(visit: Visit, tenant_id: str, values: Mapping[str, Any]) -> list[Twin]:
    """What is likely meant; nothing where accounts does not answer, as a warning keeps nobody from going on."""
    typed = {name: str(values.get(name, "")).strip() for name in TYPED}
    if visit.site.twins is None or not any(typed.values()):
        return []
    try:
        return await visit.site.twins.likely(visit.viewer, tenant_id, typed, visit.words.language)
    except Refused:
        return []


async def unseen(visit: Visit, tenant_id: str, values: Mapping[str, Any]) -> list[Twin]:
    """All that are likely, if one of them has not been shown on this form yet; else none."""
    found = await likely(visit, tenant_id, values)
    seen = visit.form.all(SEEN)
    return found if any(one.organisation_id not in seen for one in found) else []
