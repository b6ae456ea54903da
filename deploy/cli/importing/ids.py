"""Ids of what is imported: always the same for the same thing, and found by nobody who doesn't have the key.

The ids in the source are public. If ours followed from them alone, anybody could register something of their own under
the id of a startup that is yet to come, which then could never be imported.
"""

import hashlib
import hmac
import ipaddress
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import urlsplit

from deploy.local.keys import secret
from deploy.local.layout import local_of

VARIABLE = "TECHFEST_IMPORT_KEY"
LEAST = 16
"""Characters of a key."""
_FILE = "import"


class NoKey(ValueError):
    """Nothing says which key the ids of a system elsewhere are made with; the text says what to do."""


class Ids:
    """Ids under one key. Whoever imports into a system again, from any machine, needs the same key."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def of(self, *parts: str) -> str:
        """128 bits as 32 hex digits; the same parts give the same id, for ever."""
        return hmac.new(self._key, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()[:32]


def ids_for(url: str | None, given: str | None, environment: Mapping[str, str]) -> Ids:
    """By the key that is given, or for a system of this machine by the one kept in the data folder, made at first.

    For a system elsewhere (`url`) the operator's secret stands in where the environment names it. Raises `NoKey`.
    """
    if given:
        if len(given) < LEAST:
            raise NoKey(f"A key has at least {LEAST} characters.")
        return Ids(given)
    if url is None or is_here(url):
        return Ids(secret(local_of(environment).data, _FILE))
    if operator := environment.get("TECHFEST_OPERATOR_SECRET"):
        return Ids(f"{_FILE} {operator}")
    raise NoKey(f"Name the key that ids are made with, the same in every run: --key, or {VARIABLE}.")


def is_here(url: str) -> bool:
    """Whether the address is this machine's own."""
    host = urlsplit(url).hostname or ""
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"
