"""What `make demo` shows of the exchange: listings and matches, made in seconds, and once."""

import asyncio
import time
from contextlib import closing

import pytest

from deploy.cli import demo_exchange as demo
from deploy.cli.client import Client
from deploy.cli.demo import demo_id, was_done
from tests.harness.people import Traces, signed_in
from tests.harness.rest import operator_token
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
SCOPES = ("tenants:create", "roles:grant", "editions:open", "people:vouch")
LISTED = "query ($id: ID!) { listing(listingId: $id) { masked ownerName changedAt } }"
PAIRS = "query { ownMatches(first: 50) { edges { node { needId offerId viewerSides } } } }"
FITS = {("can-may-say", "say-tang-soi"), ("can-do-am", "do-am"), ("can-xu-ly-nuoc", "xu-ly-nuoc")}
WITHIN = 20.0
"""Seconds; a start of the whole takes longer."""


async def made(system) -> float:
    """Makes it; the seconds that it took."""
    token, began = await operator_token(system.address, system.operator_secret, *SCOPES), time.monotonic()
    with closing(Client(system.address, token)) as operator:
        await asyncio.to_thread(demo.make, system.address, operator, system.demo.sign_ins[0].password, was_done)
    return time.monotonic() - began


async def test_the_demo_has_listings_that_fit_one_another_and_making_it_again_adds_nothing(system):
    first = await made(system)
    buyer = await signed_in(system, Traces(), demo.BUYER[2], system.demo.sign_ins[0].password)

    async def listed():
        found = [(await buyer.ask(LISTED, id=demo_id("listing", key)))["listing"] for key, *_ in demo.listings()]
        return found if all(found) else None

    async def matched():
        found = [edge["node"] for edge in (await buyer.ask(PAIRS))["ownMatches"]["edges"]]
        pairs = {(demo_id("listing", need), demo_id("listing", offer)) for need, offer in FITS}
        return pairs <= {(one["needId"], one["offerId"]) for one in found}

    shown = await eventually(listed, 10, "all listings")
    await eventually(matched, 10, "what fits is matched")
    again = await made(system)
    assert await listed() == shown
    assert [one["ownerName"] for one in shown if one["masked"]] == [None]
    assert first < WITHIN
    assert again < WITHIN
    print(f"\nmade in {first:.1f} s, again in {again:.1f} s")
