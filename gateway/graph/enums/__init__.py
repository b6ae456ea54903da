"""The contracts' enums that the schema shows, each described once, before any type or input speaks of it."""

from gateway.graph.enums import accounts, jobs, notifications, privacy, refusals, registration

SHOWN = (
    *accounts.SHOWN,
    *jobs.SHOWN,
    *notifications.SHOWN,
    *privacy.SHOWN,
    *refusals.SHOWN,
    *registration.SHOWN,
)
