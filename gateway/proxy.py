"""Passes on what the services offer the public: commands, drafts, sign-in, tokens, keys. Nothing else is reachable."""

import re
from collections.abc import Mapping

import httpx
import orjson
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from gateway.after import HEADER, Afters, Awaited
from gateway.callers import Callers, claims_of
from gateway.clients import Refused
from gateway.clients.http import Services
from gateway.clients.told_by import TOLD_BY
from gateway.graph.commands import COMMANDS
from gateway.web import csrf
from shared.contracts.commands import Command
from shared.contracts.envelope import SCHEMA_BASE
from shared.errors import Forbidden, NotFound, Unavailable
from shared.services import SERVICES
from shared.texts import negotiate
from shared.web.commands import route_name
from shared.web.problems import MEDIA_TYPE, STATUS, problem_response

ID = r"[A-Za-z0-9_-]{8,64}"
OPEN: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("accounts", "POST", re.compile(r"/token|/sign-(?:in|out)|/sign-in/[a-z-]+(?:/use)?|/proofs(?:/use|/code|/own)?")),
    ("accounts", "POST", re.compile(rf"/sessions/(?:{ID}/end|end-others)|/second-factor/(?:begin|confirm|off)")),
    ("accounts", "POST", re.compile("/invitations/(?:look|link)")),
    ("accounts", "POST", re.compile(rf"/(?:clients|tokens)/{ID}/secret")),
    ("accounts", "GET", re.compile("/sessions|/second-factor")),
    ("accounts", "POST", re.compile("/uploads")),
    ("accounts", "GET", re.compile(rf"/imports/(?:template|{ID}|{ID}/rows)|/jobs/{ID}/result")),
    ("accounts", "GET", re.compile(rf"/\.well-known/jwks\.json|/people/{ID}")),
    ("accounts", "POST", re.compile("/people/(?:names|search)")),
    *((service, "GET", re.compile(rf"/openapi\.json|/people/{ID}/data")) for service in SERVICES),
    ("registration", "GET", re.compile(rf"/drafts|/drafts/{ID}")),
    ("exchange", "GET", re.compile(rf"/listings|/listings/{ID}|/reviews|/enquiries|/enquiries/{ID}")),
    ("exchange", "GET", re.compile(rf"/files/{ID}(?:/link)?")),
    ("exchange", "POST", re.compile("/files")),
    ("judging", "GET", re.compile(rf"/sheets/{ID}|/rounds/{ID}/(?:sheets|preview|document)|/jobs/{ID}/plan")),
    ("notifications", "GET", re.compile("/subscription|/unsubscribe")),
    ("notifications", "POST", re.compile("/unsubscribe|/bounces")),
)
CHECKED = re.compile(
    r"/commands/[a-z-]+|/people/.+|/drafts(?:/.+)?|/subscription|/(?:listings|enquiries)(?:/.+)?|/reviews"
    r"|/sheets/.+|/rounds/.+|/jobs/.+/plan"
)
"""Where a service looks at the token that it is shown before anything else: of others an answer says nothing of it."""
ROUTES: Mapping[tuple[str, str], type[Command]] = {
    (c.wire.split(".", 1)[0], f"/commands/{route_name(c)}"): c for c in COMMANDS
}
FROM_WHEREVER = ("/unsubscribe",)
"""What a link in a mail may do by itself."""
SENT = ("authorization", "content-type", "accept", "accept-language", "idempotency-key")
RETURNED = ("content-type", "content-language", "cache-control", "www-authenticate", "retry-after")
OF_FILES = ("content-disposition", "content-security-policy", "cross-origin-resource-policy", "referrer-policy")
"""What a service says of how a file may be shown, passed on as it is."""


def routes(services: Services, afters: Afters, callers: Callers, public: str = "") -> APIRouter:
    """`/api/<service>/…`; `public` is where people come."""
    router = APIRouter(include_in_schema=False)

    async def endpoint(request: Request, service: str, path: str) -> Response:
        language, path = negotiate(None, request.headers.get("accept-language")), f"/{path}"
        command = ROUTES.get((service, path)) if request.method == "POST" else None
        if command is None and not _is_open(service, request.method, path):
            return problem_response(NotFound(), language)
        if _is_misled(request, path, public):
            return problem_response(Forbidden(), language)
        headers = {name: request.headers[name] for name in SENT if name in request.headers}
        try:
            caller = await callers.of(request, service, language)
            headers |= caller.headers
            answer = await services.pass_on(
                service, request.method, path, await request.body(), headers, request.url.query
            )
        except Refused as refused:
            return _said(refused, language)
        except httpx.HTTPError:
            return problem_response(Unavailable(), language)
        if CHECKED.fullmatch(path):
            callers.answered(caller, answer.status_code)
        response = _returned(answer)
        if command is not None and answer.is_success and (after := _after(afters, command, headers, answer)):
            response.headers[HEADER] = after
        return response

    router.add_api_route("/api/{service}/{path:path}", endpoint, methods=["GET", "POST"], response_model=None)
    return router


def _said(refused: Refused, language: str) -> Response:
    """A refusal of accounts, as it is asked whose token it is."""
    status = int(STATUS[refused.kind])
    body = {"type": f"{SCHEMA_BASE}/problems/{refused.code}", "title": refused.message, "status": status}
    headers = {"Cache-Control": "no-store", "Content-Language": language}
    return Response(orjson.dumps({**body, "code": refused.code}), status, headers, MEDIA_TYPE)


def _is_misled(request: Request, path: str, public: str) -> bool:
    """Whether another site's page lets somebody's browser post, which needs no leave as long as no token is shown.

    No cookie reaches a service, but it would be done from where that browser stands, and on its limits.
    """
    if request.method != "POST" or "authorization" in request.headers or path in FROM_WHEREVER:
        return False
    return csrf.is_of_another_site(request, public)


def _is_open(service: str, method: str, path: str) -> bool:
    return any(service == s and method == m and pattern.fullmatch(path) for s, m, pattern in OPEN)


def _returned(answer: httpx.Response) -> Response:
    headers = {name: answer.headers[name] for name in (*RETURNED, *OF_FILES) if name in answer.headers}
    return Response(answer.content, answer.status_code, {**headers, "X-Content-Type-Options": "nosniff"})


def _after(afters: Afters, command: type[Command], headers: Mapping[str, str], answer: httpx.Response) -> str:
    """The token that waits for what was told; bound to whom the service has just believed to be the sender."""
    source, told = TOLD_BY.get(command), orjson.loads(answer.content)
    sender = _subject(headers.get("authorization", ""))
    return afters.token(sender, Awaited(source, told["id"], told["seq"])) if source and sender and told["seq"] else ""


def _subject(authorization: str) -> str:
    """Whose token it is; the service has checked it, here it only binds what the sender may wait for."""
    return str(claims_of(authorization).get("sub", ""))
