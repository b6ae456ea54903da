"""The endpoint /graphql: one answer over HTTP, several as server-sent events or over a websocket."""

from collections.abc import Awaitable, Callable
from functools import partial

from fastapi import APIRouter
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket

from gateway.after import HEADER
from gateway.clients import Refused
from gateway.graph.errors import coded
from gateway.graph.requests import JSON, Accepted, Asked, BadRequest, accepted, answered, asked_by
from gateway.graph.subscriptions.crowd import STREAMS, Crowd, listener
from gateway.graph.subscriptions.events import EventStream, graphql_events
from gateway.graph.subscriptions.live import Live
from gateway.graph.subscriptions.socket import Connection, SocketViewerOf
from gateway.limits.metering import Meter, Unmetered
from gateway.viewer import NOBODY, Viewer
from shared.errors import Kind, Refusal
from shared.texts import negotiate, translate
from shared.web.problems import STATUS

ViewerOf = Callable[[Request, str], Awaitable[Viewer]]
"""Who is behind a request, in its language for refusals. Raises `Refused` or a `Refusal`."""


def routes(
    live: Live,
    crowd: Crowd,
    viewer_of: ViewerOf,
    socket_viewer_of: SocketViewerOf,
    meter: Meter | None = None,
) -> APIRouter:
    """GET (queries and subscriptions alone) and POST /graphql, and its websocket."""
    router = APIRouter(include_in_schema=False)
    counts = meter or Unmetered()
    answers = _Answers(live, crowd, viewer_of, counts)

    async def endpoint(request: Request) -> Response:
        return await answers.to(request)

    async def socket(websocket: WebSocket) -> None:
        await Connection(websocket, live, crowd, socket_viewer_of, counts).run()

    router.add_api_route("/graphql", endpoint, methods=["GET", "POST"], response_model=None)
    router.add_api_websocket_route("/graphql", socket)
    return router


class _Answers:
    """Answers over HTTP."""

    def __init__(self, live: Live, crowd: Crowd, viewer_of: ViewerOf, meter: Meter) -> None:
        self._live, self._crowd, self._viewer_of, self._meter = live, crowd, viewer_of, meter

    async def to(self, request: Request) -> Response:
        """The answer to a request, whatever is wrong with it."""
        language, kind = negotiate(None, request.headers.get("accept-language")), JSON
        try:
            accepts = accepted(request)
            kind = accepts.single or JSON
            asked = await asked_by(request)
            viewer = await self._counted(request, language)
            if self._streams(accepts, asked):
                return self._stream(request, asked, viewer, language)
            return await self._single(request, asked, viewer, language, kind)
        except BadRequest as bad:
            return answered({"errors": [coded(bad)]}, kind, bad.status)
        except Refused as refused:
            return _refused(refused.code, refused.kind, refused.message, kind)
        except Refusal as refusal:
            return _refused(refusal.code, refusal.kind, translate(refusal.text, language, refusal.details), kind)

    async def _counted(self, request: Request, language: str) -> Viewer:
        """Who asks, counted once; what is no token is counted where it comes from."""
        try:
            viewer = await self._viewer_of(request, language)
        except (Refused, Refusal):
            await self._meter.spend(NOBODY, request)
            raise
        await self._meter.spend(viewer, request)
        return viewer

    def _streams(self, accepts: Accepted, asked: Asked) -> bool:
        """A client that takes both gets one answer where there is only one."""
        if accepts.single is None:
            return True
        return accepts.stream and self._live.graph.streams(asked.query, asked.operation)

    async def _single(self, request: Request, asked: Asked, viewer: Viewer, language: str, kind: str) -> Response:
        after = request.headers.get(HEADER, "")
        answer = await self._live.graph.run(
            asked.query, asked.variables, viewer, after, language, asked.operation, asked.reading
        )
        return answered(answer, kind, 405 if asked.reading and _is_mutation(answer) else None)

    def _stream(self, request: Request, asked: Asked, viewer: Viewer, language: str) -> Response:
        name = listener(viewer, request)
        if self._crowd.is_full("stream", name, STREAMS):
            raise BadRequest("too_many", f"At most {STREAMS} streams at once.", 429)
        who, after = partial(self._viewer_of, request, language), request.headers.get(HEADER, "")
        answers = self._live.answers(asked, who, after, language)
        return EventStream(graphql_events(answers), self._crowd.entered("stream", name))


def _is_mutation(answer: dict[str, object]) -> bool:
    errors = answer.get("errors")
    return isinstance(errors, list) and errors[0]["extensions"]["code"] == "method_not_allowed"


def _refused(code: str, why: Kind, message: str, kind: str) -> Response:
    error = GraphQLError(message, extensions={"code": code})
    response = answered({"errors": [coded(error)]}, kind, int(STATUS[why]))
    if why is Kind.UNAUTHENTICATED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
