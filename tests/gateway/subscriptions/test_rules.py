"""What is watched is read anew as whoever watches is now; what may not be seen is as if it weren't there."""

import asyncio
from datetime import timedelta

import pytest

from gateway.graph.reading import MongoRows
from shared.contracts.accounts.roles import RoleName
from tests.gateway import facts
from tests.gateway.http.services import problem

pytestmark = pytest.mark.real
JOB = "subscription ($id: ID!) { job(jobId: $id) { status done total } }"
ENTRY = "subscription ($id: ID!) { entryChanged(entryId: $id) { title organisation { name } } }"
GONE = {"code": "not_found", "message": "Không có gì ở đây mà bạn xem được."}


def shown(**job: object) -> dict[str, object]:
    usual = {"status": "RUNNING", "done": 0, "total": None}
    return {"id": "1", "type": "next", "payload": {"data": {"job": {**usual, **job}}}}


def code_of(message) -> str:
    assert message["type"] == "error", message
    return str(message["payload"][0]["extensions"]["code"])


async def test_a_job_is_told_at_once_and_at_each_change(gateway):
    async with gateway.begun("person-lan") as socket:
        await socket.subscribe("1", JOB, id="job-00001")
        assert await socket.next() == shown()
        await gateway.tell(facts.job("job-00001", seq=2, done=3, total=10))
        assert await socket.next() == shown(done=3, total=10)
        await gateway.tell(facts.job("job-00001", seq=3, done=10, total=10, status="done"))
        assert await socket.next() == shown(done=10, total=10, status="DONE")


async def test_what_is_not_asked_for_and_what_did_not_change_is_not_told(gateway):
    async with gateway.begun("person-lan") as socket:
        await socket.subscribe("1", 'subscription { job(jobId: "job-00001") { status } }')
        await socket.next()
        await gateway.tell(facts.job("job-00001", seq=2, done=5))
        await gateway.tell(facts.job("job-00002", by="client-import", seq=2, status="failed"))
        await gateway.tell(facts.job("job-00001", seq=3, done=5, status="failed"))
        assert (await socket.next())["payload"] == {"data": {"job": {"status": "FAILED"}}}


async def test_what_stands_within_what_is_watched_is_watched_too(gateway):
    async with gateway.begun("person-lan") as socket:
        await socket.subscribe("1", ENTRY, id="entry-001")
        assert (await socket.next())["payload"]["data"]["entryChanged"]["organisation"] == {"name": "Gạch Việt"}
        renamed = facts.organisation("organisation-1", "Gạch Nam")
        await gateway.tell(facts.told(renamed.event, 2))
        assert (await socket.next())["payload"]["data"]["entryChanged"]["organisation"] == {"name": "Gạch Nam"}


@pytest.mark.parametrize("id_", ["job-hue-1", "job-00002", "no-such-job"])
async def test_another_ones_job_is_as_if_it_were_not_there(gateway, id_):
    async with gateway.begun("person-lan") as socket:
        await socket.subscribe("1", JOB, id=id_)
        error = {"message": GONE["message"], "extensions": {"code": "not_found"}}
        assert await socket.next() == {"id": "1", "type": "error", "payload": [error]}


async def test_a_revoked_role_ends_what_it_let_see_within_a_second(gateway):
    async with gateway.begun("person-org") as socket:
        await socket.subscribe("1", JOB, id="job-00001")
        await socket.subscribe("2", ENTRY, id="entry-001")
        assert {(await socket.next())["type"] for _ in range(2)} == {"next"}
        await gateway.tell(facts.revoked("person-org", RoleName.ORGANISER))
        ended = [await socket.next(seconds=1) for _ in range(2)]
        assert {(one["id"], code_of(one)) for one in ended} == {("1", "not_found"), ("2", "not_found")}
        await gateway.tell(facts.job("job-00001", seq=2, done=9))
        await socket.send("ping")
        assert await socket.next() == {"type": "pong"}


async def test_another_ones_revoked_role_ends_nothing(gateway):
    await gateway.tell(facts.role("person-minh", RoleName.ORGANISER))
    async with gateway.begun("person-org") as socket:
        await socket.subscribe("1", JOB, id="job-00001")
        await socket.next()
        await gateway.tell(facts.revoked("person-minh", RoleName.ORGANISER))
        await gateway.tell(facts.job("job-00001", seq=2, done=9))
        assert await socket.next() == shown(done=9)


async def test_a_role_that_is_told_while_it_is_read_is_not_missed(gateway, monkeypatch):
    """The role goes away between the look at the viewer and the end of the reading."""
    found, went = MongoRows.find, asyncio.Event()

    async def slow(self, collection, *args, **more):
        rows = await found(self, collection, *args, **more)
        if collection == "jobs" and not went.is_set():
            went.set()
            await gateway.tell(facts.revoked("person-org", RoleName.ORGANISER))
        return rows

    monkeypatch.setattr(MongoRows, "find", slow)
    async with gateway.begun("person-org") as socket:
        await socket.subscribe("1", JOB, id="job-00001")
        assert (await socket.next())["type"] == "next"
        assert code_of(await socket.next(seconds=1)) == "not_found"


async def test_an_ended_session_ends_its_subscriptions_within_a_minute(gateway):
    async with gateway.socket() as socket:
        await socket.begin(Authorization="Bearer 5e55")
        await socket.subscribe("1", JOB, id="job-00001")
        assert await socket.next() == shown()
        gateway.behind.answers["/token"] = problem(401, "unauthenticated", "Bạn đăng nhập đã.")
        gateway.clock.by = timedelta(seconds=60)
        assert code_of(await socket.next()) == "unauthenticated"


async def test_a_token_that_has_expired_ends_its_subscriptions(gateway):
    async with gateway.begun("person-lan") as socket:
        await socket.subscribe("1", JOB, id="job-00001")
        await socket.next()
        gateway.clock.by = timedelta(hours=5)
        assert code_of(await socket.next()) == "unauthenticated"


async def test_while_accounts_is_away_nothing_is_told_and_nothing_ends(gateway):
    async with gateway.socket() as socket:
        await socket.begin(Authorization="Bearer 5e55")
        await socket.subscribe("1", JOB, id="job-00001")
        await socket.next()
        gateway.behind.down, gateway.clock.by = True, timedelta(seconds=50)
        await gateway.tell(facts.job("job-00001", seq=2, done=1))
        with pytest.raises(TimeoutError):
            await socket.next(seconds=1.5)
        gateway.behind.down = False
        assert await socket.next() == shown(done=1)


async def test_a_subscription_that_nobody_can_say_the_viewer_of_ends_after_a_minute(gateway):
    async with gateway.socket() as socket:
        await socket.begin(Authorization="Bearer 5e55")
        await socket.subscribe("1", JOB, id="job-00001")
        await socket.next()
        gateway.behind.down, gateway.clock.by = True, timedelta(seconds=130)
        assert code_of(await socket.next()) == "unavailable"


async def test_the_inbox_tells_of_each_message_of_ones_own_and_of_no_others(gateway):
    asked = "subscription { inboxChanged(first: 1) { unreadCount edges { node { messageId } } } }"

    def box(unread: int, latest: str) -> dict[str, object]:
        shown = {"unreadCount": unread, "edges": [{"node": {"messageId": latest}}]}
        return {"id": "1", "type": "next", "payload": {"data": {"inboxChanged": shown}}}

    async with gateway.begun("person-lan") as socket:
        await socket.subscribe("1", asked)
        assert await socket.next() == box(1, "message-001")
        await gateway.tell(facts.message("message-005", "person-minh", minute=5))
        await gateway.tell(facts.message("message-006", minute=6))
        assert await socket.next() == box(2, "message-006")
        await gateway.tell(facts.message_read("message-001"))
        assert await socket.next() == box(1, "message-006")


async def test_nobodys_inbox_is_as_if_it_were_not_there(gateway):
    async with gateway.socket() as socket:
        await socket.begin()
        await socket.subscribe("1", "subscription { inboxChanged { unreadCount } }")
        assert code_of(await socket.next()) == "not_found"
