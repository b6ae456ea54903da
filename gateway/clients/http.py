"""One way to ask a service over HTTP, and to read its refusals."""

from collections.abc import Mapping
from typing import Any

import httpx
import orjson

from gateway.clients.answers import FieldRefusal, Refused
from gateway.origin import origin_headers
from shared.errors import Unavailable
from shared.texts import translate
from shared.web.problems import STATUS

SECONDS = 10.0
KINDS = {int(status): kind for kind, status in STATUS.items()}


class Services:
    """The services by their names, over connections that are kept."""

    def __init__(
        self,
        urls: Mapping[str, str],
        gateway_secret: str,
        transport: httpx.AsyncBaseTransport | None = None,
        seconds: float = SECONDS,
    ) -> None:
        limits = httpx.Limits(max_connections=200, max_keepalive_connections=100)
        self._urls, self._secret = dict(urls), gateway_secret
        self._http = httpx.AsyncClient(transport=transport, timeout=seconds, limits=limits, follow_redirects=False)

    async def ask(
        self,
        service: str,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        parameters: Mapping[str, str] | None = None,
        language: str = "vi",
    ) -> Any:  # noqa: ANN401 - any JSON
        """The answer's JSON. Raises `Refused`: what the service says, or `unavailable` where it says nothing."""
        sent = as_it_came({**(headers or {}), **origin_headers(self._secret), "Accept-Language": language})
        try:
            answer = await self._http.request(
                method, self._urls[service] + path, content=body, headers=sent, params=parameters
            )
        except httpx.HTTPError:
            raise unavailable(language) from None
        if answer.is_success:
            return orjson.loads(answer.content) if answer.content else None
        raise refusal_of(answer, language)

    async def pass_on(
        self, service: str, method: str, path: str, body: bytes, headers: Mapping[str, str], query: str = ""
    ) -> httpx.Response:
        """The answer as it is. Raises `httpx.HTTPError`, and `LookupError` for a service that there isn't."""
        url = httpx.URL(self._urls[service] + path, query=query.encode() or None)
        sent = as_it_came({**headers, **origin_headers(self._secret)})
        return await self._http.request(method, url, content=body or None, headers=sent)

    async def close(self) -> None:
        """Ends the connections."""
        await self._http.aclose()


def as_it_came(headers: Mapping[str, str]) -> dict[bytes, bytes]:
    """In the bytes that a caller has sent, which need not be ASCII: the service looks at them."""
    return {name.encode(): value.encode("latin-1", "replace") for name, value in headers.items()}


def unavailable(language: str) -> Refused:
    """The outcome is unknown: the same command may be sent again."""
    return Refused(Unavailable.code, Unavailable.kind, translate(Unavailable.text, language))


def refusal_of(answer: httpx.Response, language: str) -> Refused:
    """The refusal of a problem+json; anything else that isn't a success is `unavailable`."""
    try:
        problem = orjson.loads(answer.content)
        kind = KINDS[answer.status_code]
        fields = tuple(_field(fault) for fault in problem.get("errors", ()))
        return Refused(problem["code"], kind, problem["title"], fields)
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        return unavailable(language)


def _field(fault: Mapping[str, str]) -> FieldRefusal:
    steps = fault["pointer"].split("/")[1:]
    return FieldRefusal(tuple(s.replace("~1", "/").replace("~0", "~") for s in steps), fault["code"], fault["detail"])
