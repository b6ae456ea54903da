"""What each list can be filtered, ordered, searched and counted by, and the field whose rule each of these needs."""

from gateway.graph.listings import accounts, jobs, notifications, privacy, programs, registration
from gateway.graph.lists import Listing

LISTINGS: tuple[Listing, ...] = (
    *accounts.LISTINGS,
    *jobs.LISTINGS,
    *notifications.LISTINGS,
    *privacy.LISTINGS,
    *programs.LISTINGS,
    *registration.LISTINGS,
)
