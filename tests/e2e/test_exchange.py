"""X1 over the whole system: 50 clients at once on two instances of the exchange, one unit, one deal."""

import asyncio
import base64
import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import httpx
import pytest
from motor.motor_asyncio import AsyncIOMotorClient
from pydantic import SecretStr

from deploy.cli.client import body_of
from deploy.local.programs import ours
from services.exchange.domain.listing import RESERVED_FOR
from shared.bus.kafka import read_through
from shared.clock import FileClock
from shared.contracts.accounts import commands as accounts
from shared.contracts.commands import Command
from shared.contracts.exchange import commands
from shared.contracts.exchange.topics import TOPIC
from shared.contracts.exchange.values import DisclosureLevel
from shared.ids import new_id
from shared.web.commands import route_name
from tests.builders import exchange as build
from tests.harness.ports import free_ports
from tests.harness.reading import GraphReader
from tests.harness.rest import EXCHANGE, SESSION, RestClient, operator_token
from tests.harness.system import System, started_system
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
PASSWORD = "ba từ dễ nhớ"
AT_ONCE = 50
PRICE = 180_000_000
WITHIN = 10.0
"""Seconds, ten times the goal."""


@pytest.fixture(scope="module")
def clock(tmp_path_factory) -> Path:
    """The file that moves the clocks of the system."""
    return Path(tmp_path_factory.mktemp("clock")) / "seconds"


@pytest.fixture(scope="module")
def system(clock):
    """A system of its own: its time runs ahead of the others'."""
    with started_system(TECHFEST_CLOCK=str(clock)) as running:
        yield running


@contextmanager
def second_api(system: System) -> Iterator[str]:
    """Another instance of the exchange's api, on the same database; its address."""
    program = next(p for p in ours(system.local) if p.name == "exchange-api")
    port = free_ports().exchange
    process = subprocess.Popen(program.command, env={**program.environment, "TECHFEST_LISTEN": f"127.0.0.1:{port}"})
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


async def is_ready(address: str) -> bool:
    async with httpx.AsyncClient() as http:
        try:
            return (await http.get(f"{address}/readyz")).is_success
        except httpx.TransportError:
            return False


@dataclass
class Somebody:
    """A person with an account, and the organisation that they registered."""

    system: System
    mail: str
    password: str
    organisation_id: str = ""
    tokens: dict[str, str] = field(default_factory=dict)

    async def sign_in(self) -> None:
        """Anew; what was had before has ended when the clock was moved."""
        who = {"mail": self.mail, "password": self.password, "tenant_id": self.system.demo.tenant_id}
        async with RestClient(self.system.address) as client:
            session = (await client.post("/api/accounts/sign-in", json=who))[0]["session"]
            for audience in ("accounts", "exchange", "gateway"):
                form = {"grant_type": EXCHANGE, "subject_token": session, "subject_token_type": SESSION}
                answer, _ = await client.post("/api/accounts/token", data={**form, "audience": audience})
                self.tokens[audience] = str(answer["access_token"])

    @property
    def person_id(self) -> str:
        body = self.tokens["exchange"].split(".")[1]
        return str(json.loads(base64.urlsafe_b64decode(body + "=="))["sub"])

    async def send(self, command: Command) -> None:
        """Through the gateway; it must be taken."""
        async with RestClient(self.system.address, self.tokens[command.wire.split(".")[0]]) as client:
            await client.send(command, new_id())

    async def code(self, http: httpx.AsyncClient, address: str, command: Command) -> str:
        """What one instance says to a command: `done`, or a refusal's code."""
        headers = {"Authorization": f"Bearer {self.tokens['exchange']}", "Idempotency-Key": new_id()}
        answer = await http.post(
            f"{address}/commands/{route_name(type(command))}", json=body_of(command), headers=headers
        )
        return "done" if answer.is_success else str(answer.json()["code"])

    async def ask(self, query: str, **variables: Any) -> Any:
        async with GraphReader(self.system.address, self.tokens["gateway"]) as reader:
            return await reader.ask(query, **variables)


async def registered(system: System, name: str) -> Somebody:
    person = Somebody(system, f"{new_id()[:12]}@exchange.example", PASSWORD, new_id())
    tenant_id = system.demo.tenant_id
    register = accounts.RegisterPerson(
        person_id=new_id(), tenant_id=tenant_id, name=name, mail=person.mail, password=SecretStr(PASSWORD)
    )
    async with RestClient(system.address) as client:
        await client.send(register, new_id())
    vouching = await operator_token(system.address, system.operator_secret, "people:vouch")
    async with RestClient(system.address, vouching) as client:
        await client.send(accounts.VouchForMail(person_id=register.person_id), new_id())
    await person.sign_in()
    made = accounts.RegisterOrganisation(
        organisation_id=person.organisation_id, tenant_id=tenant_id, name=f"{name} {new_id()[:6]}"
    )
    await person.send(made)
    return person


ENQUIRY = """query ($id: ID!) { enquiry(enquiryId: $id) {
  negotiation position myTurn contact level deal { dealId status confirmedByMe confirmedByOther }
} }"""
STATISTICS = """query ($tenant: ID!) { dealStatistics(tenantId: $tenant) {
  totals { agreement currency count value } dealIds
} }"""


async def enquiry(person: Somebody, enquiry_id: str) -> Any:
    """As the person sees it; asked again while a service can't answer, as after its clock has leapt."""
    return await eventually(lambda: _enquiry(person, enquiry_id), WITHIN, "the enquiry")


async def _enquiry(person: Somebody, enquiry_id: str) -> Any:
    try:
        return (await person.ask(ENQUIRY, id=enquiry_id))["enquiry"]
    except AssertionError as error:
        if "'code': 'unavailable'" not in str(error):
            raise
        return None


def move(clock: Path, by: timedelta) -> None:
    """Time goes on."""
    offset = float(clock.read_text()) if clock.exists() else 0.0
    clock.write_text(str(offset + by.total_seconds()))


async def moved(clock: Path, by: timedelta, *people: Somebody) -> None:
    """Time goes on, and everybody signs in again."""
    move(clock, by)
    for person in people:
        await person.sign_in()


async def test_one_unit_three_buyers_and_fifty_clients_at_once(system, clock):
    organiser = Somebody(system, system.demo.sign_ins[0].mail, system.demo.sign_ins[0].password)
    await organiser.sign_in()
    seller = await registered(system, "Cơ khí Lúa Vàng")
    buyers = [await registered(system, f"Hợp tác xã {word}") for word in ("Gia Bình", "Lương Tài", "Quế Võ")]
    everybody = (organiser, seller, *buyers)
    listing_id, talks = new_id(), [new_id() for _ in buyers]
    published = await publish(seller, organiser, listing_id)
    assert published["listing"]["available"] == 1
    for buyer, talk in zip(buyers, talks, strict=True):
        await negotiate(system, clock, buyer, talk, listing_id)
    await eventually(lambda: knows_all(system, listing_id, len(talks)), WITHIN, "the listing knows who competes")

    with second_api(system) as other:
        await eventually(lambda: is_ready(other), 60, "the second instance")
        both = (f"http://127.0.0.1:{system.local.ports.exchange}", other)
        said = await at_once(both, seller, [accept(listing_id, talk) for talk in talks])
        assert {code for code in said if code != "done"} <= {
            "exchange.negotiation_on_hold",
            "exchange.not_enough_left",
            "exchange.negotiation_over",
        }
        (winner,) = await agreed(buyers, talks)
        others = [n for n in range(len(talks)) if n != winner]
        positions = [await on_hold(buyers[n], talks[n]) for n in others]
        assert sorted(positions) == [1, 2]

        await moved(clock, RESERVED_FOR, *everybody)
        first = others[positions.index(1)]
        await eventually(lambda: is_open(buyers[first], talks[first]), 30, "the next is invited")
        assert await on_hold(buyers[others[positions.index(2)]], talks[others[positions.index(2)]]) == 1

        said = await at_once(both, seller, [accept(listing_id, talks[first])])
        assert Counter(said)["done"] == AT_ONCE
        deal = (await enquiry(seller, talks[first]))["deal"]
        assert (deal["status"], deal["confirmedByMe"]) == ("RESERVED", False)
        confirm = commands.ConfirmDeal(listing_id=listing_id, deal_id=deal["dealId"])
        said = await at_once(both, seller, [confirm]) + await at_once(both, buyers[first], [confirm])
        assert set(said) == {"done"}

    concluded = await eventually(lambda: statistics(organiser), WITHIN, "the deal is counted")
    assert concluded == {
        "totals": [{"agreement": "CONTRACT", "currency": "VND", "count": 1, "value": str(PRICE)}],
        "dealIds": [deal["dealId"]],
    }
    assert (await statistics(buyers[0]))["dealIds"] is None
    assert await told(system, "exchange.deal_confirmed") == [deal["dealId"]]
    assert len(await told(system, "exchange.deal_reserved")) == 2
    await disclosed(seller, buyers[first], talks[first])


async def publish(seller: Somebody, organiser: Somebody, listing_id: str) -> Any:
    await seller.send(
        build.save_listing(
            listing_id=listing_id, organisation_id=seller.organisation_id, content=build.content(masked=True)
        )
    )
    await seller.send(commands.SubmitListing(listing_id=listing_id))
    await organiser.send(commands.ApproveListing(listing_id=listing_id, version=1))
    query = "query ($id: ID!) { listing(listingId: $id) { available ownerName ownerId } }"

    async def found() -> Any:
        answer = await organiser.ask(query, id=listing_id)
        return answer if answer["listing"] else None

    shown = await eventually(found, WITHIN, "the listing is shown")
    assert shown["listing"]["ownerName"] is None
    assert shown["listing"]["ownerId"] != seller.organisation_id
    return shown


async def negotiate(system: System, clock: Path, buyer: Somebody, talk: str, listing_id: str) -> None:
    await buyer.send(build.send_enquiry(enquiry_id=talk, listing_id=listing_id, organisation_id=buyer.organisation_id))
    await buyer.send(build.make_offer(FileClock(clock).now(), negotiation_id=talk))


def accept(listing_id: str, talk: str) -> commands.AcceptOffer:
    return commands.AcceptOffer(listing_id=listing_id, negotiation_id=talk, offer_no=1)


async def at_once(addresses: tuple[str, ...], who: Somebody, asked: list[Command]) -> list[str]:
    """Fifty clients send these commands, in turn to each instance."""
    limits = httpx.Limits(max_connections=AT_ONCE)
    async with httpx.AsyncClient(timeout=60, limits=limits) as http:
        pairs = zip(range(AT_ONCE), cycle(addresses), cycle(asked), strict=False)
        return list(await asyncio.gather(*(who.code(http, address, command) for _, address, command in pairs)))


async def agreed(buyers: list[Somebody], talks: list[str]) -> list[int]:
    """Whose negotiation was agreed, once one is."""

    async def found() -> list[int]:
        states = [await enquiry(buyer, talk) for buyer, talk in zip(buyers, talks, strict=True)]
        return [n for n, state in enumerate(states) if state["negotiation"] == "AGREED"]

    return await eventually(found, WITHIN, "one is agreed")


async def on_hold(buyer: Somebody, talk: str) -> int:
    async def place() -> int:
        state = await enquiry(buyer, talk)
        return state["position"] or 0 if state["negotiation"] == "ON_HOLD" else 0

    return await eventually(place, WITHIN, "it waits")


async def is_open(buyer: Somebody, talk: str) -> bool:
    return bool((await enquiry(buyer, talk))["negotiation"] == "OPEN")


async def knows_all(system: System, listing_id: str, count: int) -> bool:
    (found,) = await documents(system, "listings", {"_id": listing_id})
    return len(found["state"]["talks"]) == count


async def documents(system: System, collection: str, query: dict[str, Any]) -> list[Any]:
    client: Any = AsyncIOMotorClient(system.local.mongo_uri, tz_aware=True)
    try:
        return list(await client["techfest_exchange"][collection].find(query).to_list(None))
    finally:
        client.close()


async def statistics(person: Somebody) -> Any:
    found = (await person.ask(STATISTICS, tenant=person.system.demo.tenant_id))["dealStatistics"]
    return found if found["totals"] else None


async def told(system: System, wire: str) -> list[str]:
    """The deals of which a fact was told, in the topic."""
    found = []
    async for batch in read_through(system.local.kafka_address, [TOPIC]):
        found += [json.loads(m.value or b"{}") for m in batch if dict(m.headers)["ce_type"].decode() == wire]
    return [one["deal_id"] for one in found]


async def disclosed(seller: Somebody, buyer: Somebody, talk: str) -> None:
    """The contact is there once it was granted, and not before."""
    level = DisclosureLevel.CONTACT_NAMED
    assert (await enquiry(buyer, talk))["contact"] is None
    await buyer.send(commands.AskDisclosure(enquiry_id=talk, level=level))
    assert (await enquiry(buyer, talk))["contact"] is None
    await seller.send(commands.GrantDisclosure(enquiry_id=talk, level=level, text="Chị Lan, 0912 345 678"))
    assert (await enquiry(buyer, talk))["contact"] == "Chị Lan, 0912 345 678"
    (kept,) = await documents(seller.system, "enquiries", {"_id": talk})
    assert [reading["person_id"] for reading in kept["state"]["readings"]] == [buyer.person_id]
