"""GraphQL over HTTP, to the letter: what a request may be, and how it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from gateway.graph.errors import BadInput

BODY = 256 * 1024
JSON, GRAPHQL = "application/json", "application/graphql-response+json"
NEVER_KEPT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Vary": "Accept, Accept-Language"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A well-formed request."""

    query: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    operation: str | None = None


class BadRequest(BadInput):
    """A request that is no GraphQL request; `status` is HTTP's."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(code, message)
        self.status = status


async def asked_by(request: Request) -> Asked:
    """What a request asks. Raises `BadRequest`."""
    if request.method == "GET":
        return _of_query(request)
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != JSON:
        raise BadRequest("unsupported_media_type", f"Send {JSON}.", 415)
    return _asked(_parsed(await _body(request)))


def media_type(request: Request) -> str:
    """The type to answer with. Raises `BadRequest` where the client takes neither."""
    accepted = [part.split(";")[0].strip().lower() for part in request.headers.get("accept", "*/*").split(",")]
    if GRAPHQL in accepted:
        return GRAPHQL
    if {JSON, "*/*", "application/*", ""} & set(accepted):
        return JSON
    raise BadRequest("not_acceptable", f"Accept {GRAPHQL} or {JSON}.", 406)


def answered(answer: Mapping[str, Any], kind: str, status: int | None = None) -> Response:
    """The response. A request that was refused before it ran is a 400 where the client knows the newer type."""
    refused = "errors" in answer and "data" not in answer
    found = status or (400 if refused and kind == GRAPHQL else 200)
    return Response(orjson.dumps(answer), found, NEVER_KEPT, f"{kind}; charset=utf-8")


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY:
            raise BadRequest("too_large", f"A request has at most {BODY} bytes.", 413)
    return bytes(body)


def _parsed(body: bytes | str) -> Any:  # noqa: ANN401 - any JSON
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        raise BadRequest("bad_json", "This is no JSON.") from None


def _of_query(request: Request) -> Asked:
    given = request.query_params
    variables = _parsed(given["variables"]) if given.get("variables") else None
    return _asked({"query": given.get("query"), "variables": variables, "operationName": given.get("operationName")})


def _asked(given: Any) -> Asked:  # noqa: ANN401
    match given:
        case {"query": str(query)} if query.strip():
            return Asked(query, _variables(given.get("variables")), _operation(given.get("operationName")))
        case dict():
            raise BadRequest("bad_request", "`query` is the document, as text.")
    raise BadRequest("bad_request", "A request is one JSON object.")


def _variables(given: Any) -> Mapping[str, Any]:  # noqa: ANN401
    if given is not None and not isinstance(given, dict):
        raise BadRequest("bad_request", "`variables` is an object.")
    return given or {}


def _operation(given: Any) -> str | None:  # noqa: ANN401
    if given is not None and not isinstance(given, str):
        raise BadRequest("bad_request", "`operationName` is text.")
    return given or None
