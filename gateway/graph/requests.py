"""GraphQL over HTTP, to the letter: what a request may be, and how it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from gateway.graph.errors import BadInput

BODY = 256 * 1024
JSON, GRAPHQL, EVENTS = "application/json", "application/graphql-response+json", "text/event-stream"
NEVER_KEPT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Vary": "Accept, Accept-Language"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A well-formed request."""

    query: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    operation: str | None = None
    reading: bool = False
    """Whether it came by GET, which changes nothing."""


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
    return asked_of(_parsed(await _body(request)))


@dataclass(frozen=True, slots=True)
class Accepted:
    """What the client takes: `single` is the type for one answer, None where it takes a stream only."""

    single: str | None
    stream: bool


def accepted(request: Request) -> Accepted:
    """The types to answer with. Raises `BadRequest` where the client takes none of them."""
    given = [part.split(";")[0].strip().lower() for part in request.headers.get("accept", "*/*").split(",")]
    if GRAPHQL in given:
        return Accepted(GRAPHQL, EVENTS in given)
    if {JSON, "*/*", "application/*", ""} & set(given):
        return Accepted(JSON, EVENTS in given)
    if EVENTS in given:
        return Accepted(None, True)
    raise BadRequest("not_acceptable", f"Accept {GRAPHQL}, {JSON} or {EVENTS}.", 406)


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
    asked = {"query": given.get("query"), "variables": variables, "operationName": given.get("operationName")}
    return replace(asked_of(asked), reading=True)


def asked_of(given: Any) -> Asked:  # noqa: ANN401
    """The request that a JSON object is. Raises `BadRequest`."""
    match given:
        case {"query": str(query)} if query.strip():
            _is_map("extensions", given.get("extensions"))
            return Asked(query, _variables(given.get("variables")), _operation(given.get("operationName")))
        case dict():
            raise BadRequest("bad_request", "`query` is the document, as text.")
    raise BadRequest("bad_request", "A request is one JSON object.")


def _variables(given: Any) -> Mapping[str, Any]:  # noqa: ANN401
    _is_map("variables", given)
    return given or {}


def _is_map(name: str, given: Any) -> None:  # noqa: ANN401
    if given is not None and not isinstance(given, dict):
        raise BadRequest("bad_request", f"`{name}` is an object.")


def _operation(given: Any) -> str | None:  # noqa: ANN401
    if given is not None and not isinstance(given, str):
        raise BadRequest("bad_request", "`operationName` is text.")
    return given or None
