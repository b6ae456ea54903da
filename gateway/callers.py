"""Who calls a service through the gateway: a personal token is changed for one of that service, and calls are counted.

The service checks what it is shown. Here a token is believed only once a service, or accounts, has believed it: until
then its calls are counted where they come from, so that nobody spends another's limit with a token of their own make.
"""

import base64
import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from starlette.requests import Request

from gateway.clients.programs import ProjectedPrograms
from gateway.clients.tokens import Tokens
from gateway.limits.metering import Meter
from gateway.viewer import NOBODY, Allowance, Viewer
from shared.auth import Actor, ActorKind

PERSONAL_TOKEN = "tfp_"  # noqa: S105 - what it begins with
BELIEVED = 10_000


@dataclass(frozen=True, slots=True)
class Caller:
    """What is passed on beside the request's own headers; `key` names the token that was shown."""

    headers: Mapping[str, str] = field(default_factory=dict)
    key: str = ""


class Callers:
    """Looks at each call before it is passed on, and learns from its answer."""

    def __init__(self, tokens: Tokens, programs: ProjectedPrograms, meter: Meter) -> None:
        self._tokens, self._programs, self._meter = tokens, programs, meter
        self._believed: OrderedDict[str, None] = OrderedDict()

    async def of(self, request: Request, service: str, language: str) -> Caller:
        """Who calls. Raises `Unauthenticated` for what has ended, `TooManyRequests`, and what accounts refuses."""
        shown = _bearer(request)
        if shown.startswith(PERSONAL_TOKEN):
            return await self._of_person(request, shown, service, language)
        actor, key = _actor(shown), hashlib.sha256(shown.encode()).hexdigest() if shown else ""
        allowance = await self._programs.allowance(actor) if actor else None
        believed = actor is not None and key in self._believed
        await self._meter.spend(_viewer(actor, allowance) if actor and believed else NOBODY, request)
        return Caller(key=key)

    async def _of_person(self, request: Request, shown: str, service: str, language: str) -> Caller:
        signed = await self._tokens.exchanged(shown, service, language)
        actor = _actor(signed)
        if actor is not None:
            await self._programs.allowance(actor)
        await self._meter.spend(_viewer(actor, None) if actor else NOBODY, request)
        return Caller({"authorization": f"Bearer {signed}"})

    def answered(self, caller: Caller, status: int) -> None:
        """What a service has let pass is a token of accounts."""
        if caller.key and status < 400:
            self._believed[caller.key] = None
            if len(self._believed) > BELIEVED:
                self._believed.popitem(last=False)


def claims_of(authorization: str) -> dict[str, Any]:
    """What a token says, unchecked; nothing where it is none."""
    try:
        claims = authorization.split(".")[1]
        found = orjson.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    except (IndexError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _actor(token: str) -> Actor | None:
    """Whom a token names, unchecked."""
    claims = claims_of(token)
    about = [claims.get(name) for name in ("sub", "kind", "tenant_id", "tid")]
    subject, kind, tenant_id, token_id = (value if isinstance(value, str) else None for value in about)
    if subject is None or kind not in set(ActorKind):
        return None
    return Actor(subject, ActorKind(kind), tenant_id=tenant_id, token_id=token_id)


def _viewer(actor: Actor, allowance: Allowance | None) -> Viewer:
    return Viewer(actor.id, actor.kind.value, actor.tenant_id, token_id=actor.token_id, allowance=allowance)
