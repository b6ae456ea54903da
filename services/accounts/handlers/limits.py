"""How often something may be tried: by whom, how many times, in how long a time."""

import ipaddress
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.accounts.ports import Attempts
from shared.contracts.accounts.refusals import TooManyAttempts

IPV6_PREFIX = 64
"""Bits; what one household or one rented machine has to itself."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries in a window; the next window begins with none."""

    most: int
    window: timedelta

    @property
    def minutes(self) -> int:
        """The longest that one waits."""
        return int(self.window.total_seconds()) // 60


REGISTRATIONS_AT_PLACE = Limit(300, timedelta(minutes=15))
"""Accounts that are asked for from one client address, made or not: a hall full of people registers from one."""

INVITATIONS_OF_ONE = Limit(300, timedelta(days=1))
"""Invitations of one sender: whoever registers an organisation may invite into it, and shall flood nobody's mailbox."""

Try = tuple[str, Limit]
"""A key, under which tries are counted, and how many may be."""


class Limits:
    """Counts tries before they are made, so that many at one moment are no way around, and gives back what was none."""

    def __init__(self, attempts: Attempts) -> None:
        self._attempts = attempts

    async def spend(self, tries: Sequence[Try], now: datetime) -> None:
        """Counts one try under each key; one too many is counted under none. Raises `TooManyAttempts`."""
        for n, (key, limit) in enumerate(tries, 1):
            if await self._attempts.count(key, limit.window, now) > limit.most:
                await self.give_back(tries[:n], now)
                raise TooManyAttempts(minutes=limit.minutes)

    async def give_back(self, tries: Sequence[Try], now: datetime) -> None:
        """One try less under each key."""
        for key, limit in tries:
            await self._attempts.take_back(key, limit.window, now)

    async def forget(self, tries: Sequence[Try], now: datetime) -> None:
        """Those of this window never were."""
        for key, limit in tries:
            await self._attempts.forget(key, limit.window, now)


def place_of(address: str) -> str:
    """What counts as one place of tries: an IPv4 address, or the network of an IPv6 one."""
    with suppress(ValueError):
        found = ipaddress.ip_address(address.partition("%")[0])
        if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
            return str(ipaddress.ip_network((found, IPV6_PREFIX), strict=False))
    return address
