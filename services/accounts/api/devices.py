"""From where somebody tries: the address that the gateway tells, and the device in words."""

import hmac
import re

from fastapi import Request

from services.accounts.handlers.signing_in_sessions import Caller
from shared.auth import CLIENT_ADDRESS_HEADER, CLIENT_AGENT_HEADER, GATEWAY_HEADER

_BROWSERS = (
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Cốc Cốc", r"coc_coc_browser"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Zalo", r"Zalo"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/|Chromium/"),
    ("Safari", r"Safari/"),
)
_SYSTEMS = (
    ("iPad", r"iPad"),
    ("iPhone", r"iPhone"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X|Macintosh"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux"),
)
"""The first that fits; several name themselves after others."""


def caller_of(request: Request, gateway_proof: str | None) -> Caller:
    """What is known of who tries; what the gateway says is believed, if it shows that it is the gateway."""
    if is_gateway(request, gateway_proof):
        headers = request.headers
        return Caller(headers.get(CLIENT_ADDRESS_HEADER, "")[:64], device_of(headers.get(CLIENT_AGENT_HEADER, "")))
    return Caller(request.client.host if request.client else "", device_of(request.headers.get("user-agent", "")))


def is_gateway(request: Request, gateway_proof: str | None) -> bool:
    """Whether the request shows that it comes from the gateway."""
    shown = request.headers.get(GATEWAY_HEADER, "")
    return bool(gateway_proof) and hmac.compare_digest(shown.encode(), (gateway_proof or "").encode())


def device_of(user_agent: str) -> str:
    """`Chrome · Android`; empty where nothing is known of it. Of the rest nothing is kept."""
    found = (_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent))
    return " · ".join(name for name in found if name)


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str | None:
    return next((name for name, pattern in known if re.search(pattern, user_agent[:400])), None)
