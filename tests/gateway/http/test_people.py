"""A person's name is asked as that person, known for a minute to that person's session alone, and never waited for."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from gateway.clients.http import Services
from gateway.clients.people import HttpPeople
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
