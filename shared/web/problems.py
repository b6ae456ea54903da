"""Answers refusals over HTTP: RFC 9457 problems in the reader's language, one status for each kind."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse

from shared.contracts.envelope import SCHEMA_BASE
from shared.errors import FieldFault, InvalidInput, Kind, Refusal
from shared.texts import translate
from shared.web.faults import fault_text, pointer_of

STATUS: Mapping[Kind, HTTPStatus] = {
    Kind.INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
    Kind.UNAUTHENTICATED: HTTPStatus.UNAUTHORIZED,
    Kind.FORBIDDEN: HTTPStatus.FORBIDDEN,
    Kind.MISSING: HTTPStatus.NOT_FOUND,
    Kind.CONFLICT: HTTPStatus.CONFLICT,
    Kind.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Kind.TOO_MANY: HTTPStatus.TOO_MANY_REQUESTS,
    Kind.BUSY: HTTPStatus.SERVICE_UNAVAILABLE,
}
MEDIA_TYPE = "application/problem+json"
_HEADERS: Mapping[Kind, Mapping[str, str]] = {
    Kind.UNAUTHENTICATED: {"WWW-Authenticate": "Bearer"},
    Kind.TOO_MANY: {"Retry-After": "60"},
    Kind.BUSY: {"Retry-After": "1"},
}


def problem(refusal: Refusal, language: str) -> dict[str, Any]:
    """The body: `{type, title, status, code, errors?: [{pointer, code, detail}]}`."""
    body: dict[str, Any] = {
        "type": f"{SCHEMA_BASE}/problems/{refusal.code}",
        "title": translate(refusal.text, language, refusal.details),
        "status": int(STATUS[refusal.kind]),
        "code": refusal.code,
    }
    if isinstance(refusal, InvalidInput):
        body["errors"] = [_fault(fault, language) for fault in refusal.faults]
    return body


def _fault(fault: FieldFault, language: str) -> dict[str, str]:
    text = translate(fault_text(fault.code), language, fault.details)
    return {"pointer": pointer_of(fault.path), "code": fault.code, "detail": text}


def problem_response(refusal: Refusal, language: str) -> JSONResponse:
    """The answer, never kept by a cache."""
    headers = {**_HEADERS.get(refusal.kind, {}), "Content-Language": language, "Cache-Control": "no-store"}
    status = STATUS[refusal.kind]
    return JSONResponse(problem(refusal, language), status, headers=headers, media_type=MEDIA_TYPE)


def plain_problem(status: int, code: str) -> JSONResponse:
    """A problem of HTTP itself, or of ours, that no refusal stands for."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "code": code}
    return JSONResponse(body, status, headers={"Cache-Control": "no-store"}, media_type=MEDIA_TYPE)
