"""The token endpoint (OAuth 2.0: RFC 6749, RFC 8693) and the keys that tokens are checked with."""

import base64
import binascii
from collections.abc import Mapping
from urllib.parse import parse_qs, unquote_plus

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from services.accounts.handlers.tokens import Issued, Tokens
from shared.auth import GATEWAY_HEADER
from shared.contracts.accounts.refusals import WrongCredentials
from shared.errors import FieldFault, InvalidInput, Kind, Refusal
from shared.web.arrival import arrival_of
from shared.web.problems import MEDIA_TYPE, STATUS, problem
from shared.web.service import language_of

CLIENT_CREDENTIALS = "client_credentials"
TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"  # noqa: S105 - a name
ACCESS_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token"  # noqa: S105 - a name

OAUTH_FAULTS: Mapping[tuple[tuple[str, ...], str], str] = {
    (("grant_type",), "not_a_choice"): "unsupported_grant_type",
    (("scope",), "not_a_choice"): "invalid_scope",
    (("audience",), "not_a_choice"): "invalid_target",
}
Form = Mapping[str, list[str]]


def token_routes(tokens: Tokens) -> APIRouter:
    """`POST /token` and `GET /.well-known/jwks.json`."""
    router = APIRouter(tags=["tokens"])

    @router.post("/token")
    async def token(request: Request) -> JSONResponse:
        """Client credentials by Basic auth, or the exchange of a session or token for another audience.

        The services' own clients are served only beside accounts: for whoever comes through the gateway they are not
        there, whatever secret is shown. A refusal carries OAuth's `error` (RFC 6749, 5.2; RFC 8693, 2.2.2) beside the
        problem's own code.
        """
        try:
            return _answer(await _granted(tokens, request, _form(await request.body())))
        except Refusal as refusal:
            return _refused(refusal, language_of(request))

    @router.get("/.well-known/jwks.json")
    async def jwks() -> JSONResponse:
        """The public keys."""
        return JSONResponse(tokens.public_keys(), headers={"Cache-Control": "public, max-age=300"})

    return router


async def _granted(tokens: Tokens, request: Request, form: Form) -> Issued:
    now, audiences = arrival_of(request).at, _words(form, "audience")
    match form.get("grant_type"):
        case [grant] if grant == CLIENT_CREDENTIALS:
            client_id, secret = _basic(request.headers.get("authorization", ""))
            if tokens.is_of_ours(client_id) and GATEWAY_HEADER in request.headers:
                raise WrongCredentials
            return await tokens.for_client(client_id, secret, frozenset(_words(form, "scope")), audiences, now)
        case [grant] if grant == TOKEN_EXCHANGE:
            return await tokens.exchange(_one(form, "subject_token"), audiences, now)
        case None:
            raise InvalidInput((FieldFault(("grant_type",), "required"),))
    raise InvalidInput((FieldFault(("grant_type",), "not_a_choice"),))


def _answer(issued: Issued) -> JSONResponse:
    body = {
        "access_token": issued.token,
        "issued_token_type": ACCESS_TOKEN_TYPE,
        "token_type": "Bearer",
        "expires_in": issued.expires_in,
        "scope": issued.scope,
    }
    return JSONResponse(body, headers={"Cache-Control": "no-store"})


def _refused(refusal: Refusal, language: str) -> JSONResponse:
    body = {**problem(refusal, language), "error": oauth_error(refusal)}
    headers = {"Cache-Control": "no-store", "Content-Language": language}
    if isinstance(refusal, WrongCredentials):
        headers["WWW-Authenticate"] = 'Basic realm="Techfest"'
    if refusal.kind in (Kind.TOO_MANY, Kind.BUSY):
        headers["Retry-After"] = "1" if refusal.kind is Kind.BUSY else "60"
    return JSONResponse(body, STATUS[refusal.kind], headers=headers, media_type=MEDIA_TYPE)


def oauth_error(refusal: Refusal) -> str:
    """What an OAuth client calls it."""
    if isinstance(refusal, WrongCredentials):
        return "invalid_client"
    if isinstance(refusal, InvalidInput):
        found = (OAUTH_FAULTS.get((fault.path, fault.code)) for fault in refusal.faults)
        return next((error for error in found if error), "invalid_request")
    if refusal.kind in (Kind.TOO_MANY, Kind.BUSY):
        return "temporarily_unavailable"
    return "invalid_grant" if refusal.kind is Kind.UNAUTHENTICATED else "unauthorized_client"


def _form(body: bytes) -> Form:
    try:
        return parse_qs(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=20)
    except ValueError:
        raise InvalidInput((FieldFault((), "wrong_format"),)) from None


def _one(form: Form, name: str) -> str:
    values = form.get(name, [])
    if len(values) != 1 or not values[0]:
        raise InvalidInput((FieldFault((name,), "required"),))
    return values[0]


def _words(form: Form, name: str) -> tuple[str, ...]:
    return tuple(word for value in form.get(name, []) for word in value.split())


def _basic(header: str) -> tuple[str, str]:
    """Client id and secret, each form-encoded within Basic auth as RFC 6749 has it."""
    scheme, _, encoded = header.partition(" ")
    try:
        client_id, colon, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        raise WrongCredentials from None
    if scheme.lower() != "basic" or not colon:
        raise WrongCredentials
    return unquote_plus(client_id), unquote_plus(secret)
