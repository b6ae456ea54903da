"""The token endpoint (OAuth 2.0: RFC 6749, RFC 8693) and the keys that tokens are checked with."""

import base64
import binascii
from collections.abc import Mapping
from urllib.parse import parse_qs, unquote_plus

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from services.accounts.handlers.tokens import Issued, Tokens
from shared.contracts.accounts.refusals import WrongCredentials
from shared.errors import FieldFault, InvalidInput
from shared.web.arrival import arrival_of

CLIENT_CREDENTIALS = "client_credentials"
TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"  # noqa: S105 - a name
ACCESS_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token"  # noqa: S105 - a name

Form = Mapping[str, list[str]]


def token_routes(tokens: Tokens) -> APIRouter:
    """`POST /token` and `GET /.well-known/jwks.json`."""
    router = APIRouter(tags=["tokens"])

    @router.post("/token")
    async def token(request: Request) -> JSONResponse:
        """Client credentials by Basic auth, or the exchange of a session or token for another audience."""
        return _answer(await _granted(tokens, request, _form(await request.body())))

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
