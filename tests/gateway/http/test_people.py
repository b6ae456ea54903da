"""What is personal is asked of accounts as the viewer; the own name is known for a minute and never waited for."""

from datetime import UTC, datetime, timedelta

import httpx
import orjson
import pytest

from gateway.clients import Refused, SealedNote
from gateway.clients.http import Services
from gateway.clients.people import HttpPeople, HttpPersons
from gateway.clients.tokens import Tokens
from gateway.viewer import NOBODY, Viewer
from tests.gateway.http.services import Behind

LAN = Viewer("person-lan", "person", "tenant-bac-ninh", token="5e55" * 16)
ELSEWHERE = Viewer("person-lan", "person", "tenant-bac-ninh", token="0e1f" * 16)
PATH = "/people/person-lan"
NAME = {"person_id": "person-lan", "tenant_id": "tenant-bac-ninh", "name": "Trần Thị Lan", "mail": "lan@lan.example"}


class Clock:
    """Shows what it was set to."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def behind() -> Behind:
    behind = Behind()
    behind.answers[PATH] = httpx.Response(200, json=NAME)
    return behind


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def people(behind, clock) -> HttpPeople:
    urls = {"accounts": "http://accounts.test", "registration": "http://registration.test"}
    services = Services(urls, "a secret of tests", httpx.MockTransport(behind))
    return HttpPeople(services, Tokens(services, clock), clock)


async def test_a_name_is_asked_once_a_minute_for_each_session(people, behind, clock):
    assert [await people.name(LAN), await people.name(LAN)] == ["Trần Thị Lan"] * 2
    assert len(behind.sent(PATH)) == 1
    await people.name(ELSEWHERE)
    assert len(behind.sent(PATH)) == 2
    clock.at += timedelta(seconds=61)
    await people.name(LAN)
    assert len(behind.sent(PATH)) == 3
    people.forget(LAN)
    await people.name(LAN)
    assert len(behind.sent(PATH)) == 4
    assert all(request.headers["authorization"].startswith("Bearer ey") for request in behind.sent(PATH))


async def test_while_accounts_is_away_there_is_no_name_and_nobody_asks_again_at_once(people, behind, clock):
    behind.down = True
    assert [await people.name(LAN), await people.name(LAN)] == ["", ""]
    assert len(behind.requests) == 1
    behind.down = False
    clock.at += timedelta(seconds=11)
    assert await people.name(LAN) == "Trần Thị Lan"


@pytest.mark.parametrize("viewer", [NOBODY, Viewer("client-read", "client", token="token")])
async def test_who_is_no_person_has_no_name(people, behind, viewer):
    assert await people.name(viewer) == ""
    assert behind.requests == []


@pytest.fixture
def persons(behind, clock) -> HttpPersons:
    services = Services({"accounts": "http://accounts.test"}, "a secret of tests", httpx.MockTransport(behind))
    return HttpPersons(services, Tokens(services, clock))


async def test_names_are_asked_as_the_viewer_two_hundred_at_a_time(persons, behind):
    ids = [f"person-{n:04}" for n in range(201)]
    behind.answers["/people/names"] = httpx.Response(200, json={"person-0001": {"name": "Trần Thị Lan"}})
    assert await persons.names(LAN, ids) == {"person-0001": "Trần Thị Lan"}
    asked = behind.sent("/people/names")
    assert [orjson.loads(request.content)["ids"] for request in asked] == [ids[:200], ids[200:]]
    assert all(request.headers["authorization"].startswith("Bearer ey") for request in asked)


async def test_sealed_notes_are_opened_in_their_order_and_what_is_gone_is_missing(persons, behind):
    notes = [SealedNote("person-lan", "entry.note", "box-1"), SealedNote("person-minh", "entry.note", "box-2")]
    behind.answers["/vault/open"] = httpx.Response(200, json={"texts": [None, "Không đủ người"]})
    assert await persons.opened(LAN, notes) == {notes[1]: "Không đủ người"}
    (asked,) = behind.sent("/vault/open")
    assert orjson.loads(asked.content)["texts"][0] == {
        "subject": "person-lan",
        "purpose": "entry.note",
        "sealed": "box-1",
    }
    assert asked.headers["techfest-gateway"]


async def test_who_is_nobody_is_not_asked_for(persons, behind):
    assert await persons.names(NOBODY, ["person-lan"]) == {}
    assert await persons.names(Viewer("client-read", "client", token="token"), ["person-lan"]) == {}
    assert await persons.opened(NOBODY, [SealedNote("person-lan", "entry.note", "box")]) == {}
    assert await persons.names(LAN, []) == await persons.opened(LAN, []) == {}
    assert behind.requests == []


async def test_an_accounts_that_is_away_is_a_coded_refusal(persons, behind):
    behind.down = True
    with pytest.raises(Refused) as refused:
        await persons.names(LAN, ["person-lan"])
    assert refused.value.code == "unavailable"
