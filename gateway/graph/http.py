"""The endpoint /graphql."""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response

from gateway.after import HEADER
from gateway.clients import Refused
from gateway.graph.errors import coded
from gateway.graph.requests import JSON, BadRequest, answered, asked_by, media_type
from gateway.graph.running import Graph
from gateway.viewer import Viewer
from shared.errors import Kind, Refusal
from shared.texts import negotiate, translate
from shared.web.problems import STATUS

ViewerOf = Callable[[Request, str], Awaitable[Viewer]]
"""Who is behind a request, in its language for refusals. Raises `Refused` or a `Refusal`."""


def routes(graph: Graph, viewer_of: ViewerOf) -> APIRouter:
    """GET (queries alone) and POST /graphql."""
    router = APIRouter(include_in_schema=False)

    async def endpoint(request: Request) -> Response:
        language = negotiate(None, request.headers.get("accept-language"))
        kind = JSON
        try:
            kind = media_type(request)
            asked = await asked_by(request)
            viewer = await viewer_of(request, language)
            after = request.headers.get(HEADER, "")
            reading = request.method == "GET"
            answer = await graph.run(
                asked.query, asked.variables, viewer, after, language, asked.operation, reading=reading
            )
            return answered(answer, kind, 405 if reading and _is_mutation(answer) else None)
        except BadRequest as bad:
            return answered({"errors": [coded(bad)]}, kind, bad.status)
        except Refused as refused:
            return _refused(refused.code, refused.kind, refused.message, kind)
        except Refusal as refusal:
            return _refused(refusal.code, refusal.kind, translate(refusal.text, language, refusal.details), kind)

    router.add_api_route("/graphql", endpoint, methods=["GET", "POST"], response_model=None)
    return router


def _is_mutation(answer: dict[str, object]) -> bool:
    errors = answer.get("errors")
    return isinstance(errors, list) and errors[0]["extensions"]["code"] == "method_not_allowed"


def _refused(code: str, why: Kind, message: str, kind: str) -> Response:
    error = GraphQLError(message, extensions={"code": code})
    response = answered({"errors": [coded(error)]}, kind, int(STATUS[why]))
    if why is Kind.UNAUTHENTICATED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
