"""API clients and personal tokens, as rows. A row that has ended opens nothing more at the gateway."""

from collections.abc import Mapping

from gateway.projections.rows import Fields, Index, Projected, row_of
from gateway.projections.sorting import sort_key
from shared.contracts.accounts import events as told
from shared.contracts.events import Told


def _client(event: told.ApiClientRegistered | told.ApiClientSnapshot) -> Fields:
    return {
        "client_id": event.client_id,
        "tenant_id": event.tenant_id,
        "label": event.label,
        "label_key": sort_key(event.label),
        "scopes": list(event.scopes),
        "per_minute": event.per_minute,
        "per_day": event.per_day,
        "revoked": isinstance(event, told.ApiClientSnapshot) and event.revoked,
    }


def _token(event: told.PersonalTokenCreated | told.PersonalTokenSnapshot) -> Fields:
    return {
        "token_id": event.token_id,
        "person_id": event.person_id,
        "tenant_id": event.tenant_id,
        "label": event.label.model_dump() if event.label else None,
        "scopes": list(event.scopes),
        "expires_at": event.expires_at,
        "revoked": isinstance(event, told.PersonalTokenSnapshot) and event.revoked,
    }


def _ended(_: told.ApiClientRevoked | told.PersonalTokenRevoked) -> Fields:
    return {"revoked": True}


PROJECTED: Mapping[type[Told], Projected] = {
    told.ApiClientRegistered: row_of("api_clients", "api_client", _client),
    told.ApiClientRevoked: row_of("api_clients", "api_client", _ended),
    told.ApiClientSnapshot: row_of("api_clients", "api_client", _client),
    told.PersonalTokenCreated: row_of("personal_tokens", "personal_token", _token),
    told.PersonalTokenRevoked: row_of("personal_tokens", "personal_token", _ended),
    told.PersonalTokenSnapshot: row_of("personal_tokens", "personal_token", _token),
}

INDEXES: Mapping[str, tuple[Index, ...]] = {
    "api_clients": ((("tenant_id", 1), ("label_key", 1), ("_id", 1)),),
    "personal_tokens": ((("person_id", 1), ("expires_at", 1), ("_id", 1)),),
}
