"""Told events → documents of the read model: a module for each owner, joined here."""

from collections.abc import Mapping

from gateway.projections import accounts, exchange, judging, matchmaking, notifications, privacy, programs, registration
from gateway.projections.rows import Index, Projected
from shared.bus.projection import Copy
from shared.contracts.events import Told

PROJECTED: Mapping[type[Told], Projected] = {
    **accounts.PROJECTED,
    **matchmaking.PROJECTED,
    **exchange.PROJECTED,
    **judging.PROJECTED,
    **notifications.PROJECTED,
    **privacy.PROJECTED,
    **programs.PROJECTED,
    **registration.PROJECTED,
}

NOT_PROJECTED: frozenset[type[Told]] = (
    accounts.NOT_PROJECTED | exchange.NOT_PROJECTED | notifications.NOT_PROJECTED | registration.NOT_PROJECTED
)

COPIES: tuple[Copy, ...] = (*exchange.COPIES, *registration.COPIES, *matchmaking.COPIES, *judging.COPIES)

BELONGING: Mapping[str, str] = {
    **accounts.BELONGING,
    **notifications.BELONGING,
}
"""Whose the rows are, where whoever waits for them can't know their ids; each event of theirs says it."""

INDEXES: Mapping[str, tuple[Index, ...]] = {
    **accounts.INDEXES,
    **matchmaking.INDEXES,
    **exchange.INDEXES,
    **judging.INDEXES,
    **notifications.INDEXES,
    **privacy.INDEXES,
    **programs.INDEXES,
    **registration.INDEXES,
}
"""Made in every new read model before its first row."""
