"""What accounts tells of consent and of requests about data, as rows."""

from collections.abc import Mapping

from gateway.projections.rows import Fields, Index, Projected, row_of
from shared.contracts.accounts import events as told
from shared.contracts.accounts.values import DataRequestStatus
from shared.contracts.events import Told


def _given(event: told.ConsentGiven) -> Fields:
    return {**event.model_dump(mode="json"), "given_at": event.given_at, "withdrawn_at": None}


def _withdrawn(event: told.ConsentWithdrawn) -> Fields:
    return {"person_id": event.person_id, "tenant_id": event.tenant_id, "withdrawn_at": event.withdrawn_at}


def _consent(event: told.ConsentSnapshot) -> Fields:
    return {**event.model_dump(mode="json"), "given_at": event.given_at, "withdrawn_at": event.withdrawn_at}


def _requested(event: told.DataRequested) -> Fields:
    return {
        **event.model_dump(mode="json"),
        "asked_at": event.asked_at,
        "answer_due": event.answer_due,
        "stop_due": event.stop_due,
        "status": DataRequestStatus.OPEN.value,
        "closed_at": None,
        "in_time": None,
    }


def _closed(event: told.DataRequestClosed) -> Fields:
    return {"status": event.status.value, "closed_at": event.closed_at, "in_time": event.in_time}


def _request(event: told.DataRequestSnapshot) -> Fields:
    return {
        **event.model_dump(mode="json"),
        "asked_at": event.asked_at,
        "answer_due": event.answer_due,
        "stop_due": event.stop_due,
        "closed_at": event.closed_at,
    }


PROJECTED: Mapping[type[Told], Projected] = {
    told.ConsentGiven: row_of("consents", "consent", _given),
    told.ConsentWithdrawn: row_of("consents", "consent", _withdrawn),
    told.ConsentSnapshot: row_of("consents", "consent", _consent),
    told.DataRequested: row_of("data_requests", "data_request", _requested),
    told.DataRequestClosed: row_of("data_requests", "data_request", _closed),
    told.DataRequestSnapshot: row_of("data_requests", "data_request", _request),
}

INDEXES: Mapping[str, tuple[Index, ...]] = {
    "consents": ((("person_id", 1), ("given_at", -1), ("_id", -1)), (("tenant_id", 1), ("given_at", -1), ("_id", -1))),
    "data_requests": (
        (("person_id", 1), ("answer_due", 1), ("_id", 1)),
        (("tenant_id", 1), ("answer_due", 1), ("_id", 1)),
    ),
}
