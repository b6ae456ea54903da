"""The contracts' enums that the schema shows, each described once, before any type or input speaks of it."""

from gateway.graph.enums import (
    accounts,
    exchange,
    jobs,
    judging,
    matchmaking,
    notifications,
    privacy,
    refusals,
    registration,
)

SHOWN = (
    *accounts.SHOWN,
    *exchange.SHOWN,
    *jobs.SHOWN,
    *matchmaking.SHOWN,
    *judging.SHOWN,
    *notifications.SHOWN,
    *privacy.SHOWN,
    *refusals.SHOWN,
    *registration.SHOWN,
)
