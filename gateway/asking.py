"""Who is behind a request to /graphql."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import HTTPConnection, Request
from starlette.websockets import WebSocket

from gateway.clients.viewers import Viewers
from gateway.graph.http import ViewerOf
from gateway.graph.subscriptions.socket import SocketViewerOf
from gateway.viewer import NOBODY, Viewer
from gateway.web import cookies, csrf
from gateway.web.ports import Sessions
from shared.web.authenticating import bearer_of, bearer_token


def viewer_of(viewers: Viewers, sessions: Sessions, secret: str, public: str) -> ViewerOf:
    """By bearer token; by a page's cookie only from a page of ours, which shows that by header and origin."""

    async def found(request: Request, language: str) -> Viewer:
        token = bearer_token(request)
        if token is not None:
            return await viewers.of(token, language)
        session = request.cookies.get(cookies.SESSION, "")
        if session and is_from_a_page(request, session, secret, public):
            return await sessions.viewer(session)
        return NOBODY

    return found


def is_from_a_page(request: Request, session: str, secret: str, public: str) -> bool:
    """Whether a request that carries cookies was made by a page of ours, in this session."""
    return csrf.is_ours(request, public) and _holds(request, session, secret, request.headers.get(csrf.HEADER, ""))


def socket_viewer_of(viewers: Viewers, sessions: Sessions, secret: str, public: str) -> SocketViewerOf:
    """The same for a websocket, whose `connection_init` carries what a request has in its headers."""

    async def found(socket: WebSocket, given: Mapping[str, Any], language: str) -> Viewer:
        named = {str(name).lower(): str(value) for name, value in given.items()}
        token = bearer_of(named.get("authorization"))
        if token is not None:
            return await viewers.of(token, language)
        session = socket.cookies.get(cookies.SESSION, "")
        shown = _holds(socket, session, secret, named.get(csrf.HEADER, ""))
        if session and shown and csrf.is_ours(socket, public):
            return await sessions.viewer(session)
        return NOBODY

    return found


def _holds(connection: HTTPConnection, session: str, secret: str, given: str) -> bool:
    return csrf.holds(secret, connection.cookies.get(cookies.FORM, ""), session, given)
