"""The headers of every answer of the pages."""

from collections.abc import Mapping

from starlette.responses import Response

POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
))  # fmt: skip
ALWAYS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
OF_A_FILE: Mapping[str, str] = {
    name: ALWAYS[name] for name in ("X-Content-Type-Options", "Cross-Origin-Resource-Policy")
}
"""Of a file that is no document: what the others forbid, it can't do."""
SECURE = "max-age=31536000"


def secured(response: Response, strict: bool, kept: str = "no-store") -> Response:
    """The answer with its headers, but for those that it brings; `kept` is its Cache-Control, by default that nobody
    keeps it; `strict` makes browsers come over https only."""
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", kept)
    response.headers.add_vary_header("Cookie")
    response.headers.add_vary_header("Accept-Language")
    if strict:
        response.headers["Strict-Transport-Security"] = SECURE
    return response
