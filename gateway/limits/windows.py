"""Windows of time, each for everybody the same, and how often somebody may ask in one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

MINUTE, DAY = 60, 86_400
PARTS = 20
"""A process tells the others after at most a twentieth of a limit: by so much each further process may pass it."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many requests in a window of so many seconds."""

    most: int
    seconds: int

    @property
    def batch(self) -> int:
        """How many requests one process takes before it settles with the others."""
        return max(1, self.most // PARTS)

    @property
    def name(self) -> str:
        """As headers call it."""
        return {MINUTE: "minute", DAY: "day"}.get(self.seconds, str(self.seconds))

    def number(self, now: datetime) -> int:
        """Which window it is, counted from 1970."""
        return int(now.timestamp()) // self.seconds

    def left(self, now: datetime) -> int:
        """Seconds until the next window, at least one."""
        return self.seconds - int(now.timestamp()) % self.seconds


@dataclass(frozen=True, slots=True)
class Spent:
    """How much of a limit is used, in the window of this moment."""

    limit: Limit
    used: int
    seconds_left: int

    @property
    def remaining(self) -> int:
        """How many more may come."""
        return max(0, self.limit.most - self.used)


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands with all their limits; `over` is the one that keeps them out."""

    spent: tuple[Spent, ...]
    over: Spent | None = None


def per(minute: int, day: int) -> tuple[Limit, ...]:
    """So many in a minute, and so many in a day."""
    return (Limit(minute, MINUTE), Limit(day, DAY))


def headers(standing: Standing) -> Sequence[tuple[str, str]]:
    """`RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers), and the older three beside them.

    The older three can tell of one limit alone: of the one that is nearest to its end.
    """
    if not standing.spent:
        return ()
    nearest = standing.over or min(standing.spent, key=lambda s: s.remaining / s.limit.most)
    policy = ", ".join(f'"{s.limit.name}";q={s.limit.most};w={s.limit.seconds}' for s in standing.spent)
    now = ", ".join(f'"{s.limit.name}";r={s.remaining};t={s.seconds_left}' for s in standing.spent)
    return (
        ("RateLimit-Policy", policy),
        ("RateLimit", now),
        ("RateLimit-Limit", str(nearest.limit.most)),
        ("RateLimit-Remaining", str(nearest.remaining)),
        ("RateLimit-Reset", str(nearest.seconds_left)),
    )
