"""The contracts' enums that the schema shows, each described once, before any type or input speaks of it."""

from gateway.graph.enums import accounts, jobs, matchmaking, notifications, privacy, refusals, registration

SHOWN = (
    *accounts.SHOWN,
    *jobs.SHOWN,
    *matchmaking.SHOWN,
    *notifications.SHOWN,
    *privacy.SHOWN,
    *refusals.SHOWN,
    *registration.SHOWN,
)
