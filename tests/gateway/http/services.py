"""Stand-in services behind the gateway: they answer as accounts and registration do, and remember what reached them."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs

import httpx
import orjson
from joserfc import jwt
from joserfc.jwk import ECKey

from shared.auth import ALGORITHM, ISSUER
from shared.clock import SystemClock

KEY = ECKey.generate_key("P-256", {"kid": "key-1"})
SESSION = "5e55" * 16
RECEIPT = {"receipt": {"code": "K7QM2A", "submitted_at": "2026-03-01T12:01:00+00:00"}}


def signed(subject: str, audience: str, kind: str = "person", scope: str = "", **claims: Any) -> str:
    """A token as accounts signs it."""
    now = int(SystemClock().now().timestamp())
    body = {
        "iss": ISSUER,
        "aud": [audience],
        "sub": subject,
        "kind": kind,
        "scope": scope,
        "exp": now + 14_400,
        **claims,
    }
    return jwt.encode({"alg": ALGORITHM, "kid": "key-1"}, body, KEY, algorithms=[ALGORITHM])


async def keys() -> Mapping[str, Any]:
    """The public keys."""
    return {"keys": [KEY.as_dict(private=False)]}


class Behind:
    """Both services, by the hosts of their addresses."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.answers: dict[str, httpx.Response] = {}
        self.makes: dict[str, Callable[[httpx.Request], httpx.Response]] = {}
        self.down = False

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """What the services answer."""
        self.requests.append(request)
        if self.down:
            raise httpx.ConnectError("nobody listens")
        if request.url.path in self.answers:
            return self.answers[request.url.path]
        if request.url.path in self.makes:
            return self.makes[request.url.path](request)
        return self._usual(request)

    def _usual(self, request: httpx.Request) -> httpx.Response:
        match request.url.path:
            case "/token":
                form = parse_qs(request.content.decode())
                if form["subject_token"] == ["ended"]:
                    return problem(401, "unauthenticated", "Đăng nhập đã.")
                token = signed("person-lan", form["audience"][0], tenant_id="tenant-bac-ninh")
                return httpx.Response(200, json={"access_token": token, "expires_in": 600})
            case "/commands/submit-entry":
                entry = orjson.loads(request.content)["entry_id"]
                return httpx.Response(200, json={"id": entry, "seq": 1, "result": RECEIPT})
            case "/drafts":
                return httpx.Response(200, json=[])
        return problem(404, "not_found", "Không có gì ở đây.")

    def sent(self, path: str) -> list[httpx.Request]:
        """The requests to a path."""
        return [request for request in self.requests if request.url.path == path]


def problem(status: int, code: str, title: str, *errors: Mapping[str, str]) -> httpx.Response:
    """RFC 9457, as the services answer it."""
    body = {"type": "about:blank", "status": status, "code": code, "title": title, "errors": list(errors)}
    return httpx.Response(status, content=orjson.dumps(body), headers={"Content-Type": "application/problem+json"})
