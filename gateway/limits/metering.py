"""Who is counted, and by which limits: a client by its own, a token, a person, else the place that asks."""

import hashlib
import hmac
import ipaddress
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from starlette.requests import HTTPConnection

from gateway.limits.counting import Counter
from gateway.limits.windows import MINUTE, Limit, Standing, per
from gateway.viewer import Viewer
from shared.contracts.accounts.refusals import TooManyRequests

STANDING = "rate_standing"
"""Where a request's state keeps what its answer says of limits."""
IPV6_PREFIX = 64
"""Bits; what one household or one rented machine has to itself."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How often each kind may ask; a tenant's client has its own numbers, the operator's own none."""

    person: tuple[Limit, ...] = per(600, 50_000)
    token: tuple[Limit, ...] = per(300, 20_000)
    place: tuple[Limit, ...] = per(600, 50_000)
    """Of API requests from where nobody is signed in: one address, or one network of IPv6."""
    pages: tuple[Limit, ...] = (Limit(6_000, MINUTE),)
    """Of pages from one place: a hall of people may sit behind one address."""


class Meter(Protocol):
    """Counts what is asked."""

    async def spend(self, viewer: Viewer, connection: HTTPConnection) -> None:
        """One request. Raises `TooManyRequests`."""
        ...


class Unmetered:
    """Counts nothing."""

    async def spend(self, viewer: Viewer, connection: HTTPConnection) -> None:
        """See `Meter`."""


class CountingMeter:
    """Implements `Meter`; `secret` hides addresses in what is counted."""

    def __init__(self, counter: Counter, secret: str, policy: Policy) -> None:
        self._counter, self._secret, self._policy = counter, secret, policy

    async def spend(self, viewer: Viewer, connection: HTTPConnection) -> None:
        """See `Meter`."""
        await self._take(*self._who(viewer, connection), connection)

    async def page(self, connection: HTTPConnection) -> None:
        """One page. Raises `TooManyRequests`."""
        await self._take(f"pages:{self._place(connection)}", self._policy.pages, connection)

    async def _take(self, who: str, limits: tuple[Limit, ...], connection: HTTPConnection) -> None:
        standing = await self._counter.take(who, limits) if limits else Standing(())
        connection.scope.setdefault("state", {})[STANDING] = standing
        if standing.over is not None:
            raise TooManyRequests(most=standing.over.limit.most, seconds=standing.over.seconds_left)

    def _who(self, viewer: Viewer, connection: HTTPConnection) -> tuple[str, tuple[Limit, ...]]:
        if viewer.allowance is not None:
            return f"client:{viewer.id}", per(viewer.allowance.per_minute, viewer.allowance.per_day)
        if viewer.token_id is not None:
            return f"token:{viewer.token_id}", self._policy.token
        if viewer.kind == "person":
            return f"person:{viewer.id}", self._policy.person
        if viewer.signed_in and viewer.tenant_id is None:
            return f"client:{viewer.id}", ()
        if viewer.signed_in:
            return f"client:{viewer.id}", self._policy.token
        return f"place:{self._place(connection)}", self._policy.place

    def _place(self, connection: HTTPConnection) -> str:
        """An address, hidden: where it is stored nobody finds out whose it was."""
        place = place_of(connection.client.host if connection.client else "")
        return hmac.new(self._secret.encode(), f"place\x1f{place}".encode(), hashlib.sha256).hexdigest()[:32]


def place_of(address: str) -> str:
    """What counts as one place: an IPv4 address, or the network of an IPv6 one."""
    with suppress(ValueError):
        found = ipaddress.ip_address(address.partition("%")[0])
        if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
            return str(ipaddress.ip_network((found, IPV6_PREFIX), strict=False))
    return address
