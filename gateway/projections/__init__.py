"""Told events → documents of the read model: a table for each owner, joined here."""

from collections.abc import Mapping

from gateway.projections import accounts, notifications, privacy, programs, registration
from gateway.projections.rows import Projected
from shared.bus.projection import Copy
from shared.contracts.events import Told

PROJECTED: Mapping[type[Told], Projected] = {
    **accounts.PROJECTED,
    **registration.PROJECTED,
    **notifications.PROJECTED,
    **privacy.PROJECTED,
    **programs.PROJECTED,
}

NOT_PROJECTED: frozenset[type[Told]] = accounts.NOT_PROJECTED | notifications.NOT_PROJECTED | registration.NOT_PROJECTED

COPIES: tuple[Copy, ...] = (
    Copy(
        name="organisation",
        of="organisations",
        into="entries",
        by="organisation_id",
        fields=("name", "name_key", "country", "location", "founded_year"),
        source="organisation",
        within="tenant_id",
    ),
)
"""Entries are sorted, filtered and searched by their organisation's facts, if it is of the same tenant."""

BELONGING: Mapping[str, str] = {"roles": "person_id", "messages": "person_id"}
"""Whose the rows are, where whoever waits for them can't know their ids; each event of theirs says it."""

Index = tuple[tuple[str, int], ...]

INDEXES: Mapping[str, tuple[Index, ...]] = {
    "tenants": ((("slug", 1),), (("aliases", 1),)),
    "roles": ((("person_id", 1),), (("tenant_id", 1), ("names", 1), ("_id", 1))),
    "organisations": (
        (("tenant_id", 1), ("name_key", 1), ("_id", 1)),
        (("registered_by", 1),),
        (("belonging", 1),),
        (("asking", 1),),
        (("tax_code", 1),),
    ),
    "members": ((("organisation_id", 1),),),
    "api_clients": ((("tenant_id", 1), ("label_key", 1), ("_id", 1)),),
    "personal_tokens": ((("person_id", 1), ("expires_at", 1), ("_id", 1)),),
    "invitations": (
        (("tenant_id", 1), ("expires_at", -1), ("_id", -1)),
        (("invited_by", 1), ("expires_at", -1), ("_id", -1)),
    ),
    "editions": ((("tenant_id", 1), ("year", 1), ("_id", 1)),),
    "programmes": ((("edition_id", 1), ("opens_at", 1), ("_id", 1)),),
    "jobs": (
        (("requested_by", 1), ("asked_at", -1), ("_id", -1)),
        (("tenant_id", 1), ("asked_at", -1), ("_id", -1)),
    ),
    "consents": ((("person_id", 1), ("given_at", -1), ("_id", -1)), (("tenant_id", 1), ("given_at", -1), ("_id", -1))),
    "data_requests": (
        (("person_id", 1), ("answer_due", 1), ("_id", 1)),
        (("tenant_id", 1), ("answer_due", 1), ("_id", 1)),
    ),
    "messages": (
        (("person_id", 1), ("at", -1), ("_id", -1)),
        (("person_id", 1), ("read_at", 1)),
    ),
    "entries": (
        (("organisation_id", 1),),
        (("submitted_by", 1), ("submitted_at", 1), ("_id", 1)),
        (("tenant_id", 1), ("submitted_at", 1), ("_id", 1)),
        (("programme_id", 1), ("submitted_at", 1), ("_id", 1)),
        (("programme_id", 1), ("title_key", 1), ("_id", 1)),
        (("programme_id", 1), ("organisation.founded_year", 1), ("_id", 1)),
        (("programme_id", 1), ("tags", 1)),
        (("programme_id", 1), ("organisation.country", 1)),
        (("release_id", 1),),
        (("left_out", 1),),
    ),
    "releases": ((("programme_id", 1), ("released_at", -1), ("_id", -1)),),
}
"""Made in every new read model before its first row."""
