"""Who is behind a request to /graphql."""

from starlette.requests import Request

from gateway.clients.viewers import Viewers
from gateway.graph.http import ViewerOf
from gateway.viewer import NOBODY, Viewer
from gateway.web import cookies, csrf
from gateway.web.ports import Sessions
from shared.web.authenticating import bearer_token


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
    origin = request.headers.get("origin")
    if origin is not None and origin != public.rstrip("/"):
        return False
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    given = request.headers.get(csrf.HEADER, "")
    return csrf.holds(secret, request.cookies.get(cookies.FORM, ""), session, given)
