"""Forms are taken only from pages of ours: a field signed for the cookie and the session that came with it.

Without the session in the signature, whoever can set a cookie for a sister domain could bring a pair of their own. Who
is signed in nowhere has no session to sign for: so the browser must say as well that the page before was one of ours.
"""

import hashlib
import hmac
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

FIELD = "form_token"
HEADER = "techfest-form-token"
"""The same token as a header: what /graphql wants beside a cookie."""


def token(secret: str, cookie: str, session: str) -> str:
    """What a form of this browser in this session carries."""
    return hmac.new(secret.encode(), f"form\x1f{cookie}\x1f{session}".encode(), hashlib.sha256).hexdigest()


def holds(secret: str, cookie: str, session: str, given: str) -> bool:
    """Whether a token belongs to the cookie and the session. Without a cookie none does."""
    return bool(cookie) and hmac.compare_digest(token(secret, cookie, session).encode(), given.encode())


def is_ours(connection: HTTPConnection, public: str) -> bool:
    """Whether a browser says that a page of ours has asked. Who says nothing is not believed.

    Over http browsers leave `Sec-Fetch-Site` away, and old ones always: then `Origin` decides, and where that is
    missing too, `Referer`. `Origin: null` is what any site may bring about, and is nobody's.
    """
    name, said = _said(connection)
    if name == "sec-fetch-site":
        return said == "same-origin"
    return _place(said) in _own(connection, public)


def is_of_another_site(connection: HTTPConnection, public: str) -> bool:
    """Whether a browser says that another site's page has asked; programs say nothing."""
    said = _said(connection)
    return said not in (NOTHING, ("sec-fetch-site", "none")) and not is_ours(connection, public)


SAYING = ("sec-fetch-site", "origin", "referer")
"""The first that is there decides."""
NOTHING = ("", "")


def _said(connection: HTTPConnection) -> tuple[str, str]:
    return next(((name, connection.headers[name]) for name in SAYING if name in connection.headers), NOTHING)


Place = tuple[str, str, int | None]
"""Scheme, host and port: what browsers call an origin."""
PORTS = {"http": 80, "https": 443}
OVER_HTTP = {"ws": "http", "wss": "https"}


def _own(connection: HTTPConnection, public: str) -> frozenset[Place | None]:
    """Where people come: the public address, and over http the one that this request names, such as `localhost`."""
    own, url = _place(public), connection.url
    if own is not None and own[0] == "https":
        return frozenset({own})
    scheme = OVER_HTTP.get(url.scheme, url.scheme)
    return frozenset({own, _place(f"{scheme}://{connection.headers.get('host', '')}")}) - {None}


def _place(url: str) -> Place | None:
    """None for what is no address on the web."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in PORTS or not parts.hostname:
        return None
    return parts.scheme, parts.hostname, port or PORTS[parts.scheme]
