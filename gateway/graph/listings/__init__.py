"""What each list can be filtered, ordered, searched and counted by, and the field whose rule each of these needs."""

from gateway.graph.listings import (
    accounts,
    exchange,
    jobs,
    judging,
    matchmaking,
    notifications,
    privacy,
    programs,
    registration,
)
from gateway.graph.lists import Listing

LISTINGS: tuple[Listing, ...] = (
    *accounts.LISTINGS,
    *exchange.LISTINGS,
    *jobs.LISTINGS,
    *matchmaking.LISTINGS,
    *judging.LISTINGS,
    *notifications.LISTINGS,
    *privacy.LISTINGS,
    *programs.LISTINGS,
    *registration.LISTINGS,
)
