"""Parts of pages that stay true, and the same pages where there is no script."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import httpx
import pytest
from graphql import parse, validate

from gateway.graph.schema import core, made
from gateway.web import cookies
from gateway.web.live import AT_ONCE, FRAGMENTS
from gateway.web.pages.inbox import TITLES
from gateway.web.visit import DOCUMENTS
from shared.contracts.notifications.values import MessageKind
from tests.gateway import facts
from tests.gateway.http.services import SESSION, problem
from tests.gateway.subscriptions.test_events import Events

SIGNED_IN = {"Cookie": f"{cookies.SESSION}={SESSION}", "Accept-Language": "en", "Accept": "text/html"}
OVER = ("over", "")


class Fragments(Events):
    """The events of a page's live part, as text."""

    def read(self, data: str) -> str:
        return data


@asynccontextmanager
async def live(gateway, name: str, signed_in: bool = True, **asked: str) -> AsyncIterator[Fragments]:
    headers = SIGNED_IN if signed_in else {}
    async with gateway.http.stream("GET", f"/live/{name}", params=asked, headers=headers) as response:
        yield Fragments(response)


def plain(html: object) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", str(html))).strip()


@pytest.mark.parametrize("name", FRAGMENTS)
def test_every_live_document_fits_the_schema(name):
    assert validate(core(made()), parse((DOCUMENTS / "live" / f"{name}.graphql").read_text())) == []


def test_every_kind_of_message_has_its_title():
    assert set(TITLES) == set(MessageKind)


@pytest.mark.real
async def test_a_jobs_bar_goes_on_by_itself_and_ends_with_the_job(gateway):
    async with live(gateway, "job", id="job-00001") as events:
        assert events.response.headers["content-type"] == "text/event-stream; charset=utf-8"
        name, html = await events.next()
        assert (name, plain(html)) == ("job", "Under way")
        assert 'role="progressbar"' in html
        assert await events.next() == ("said", "Under way")
        await gateway.tell(facts.job("job-00001", seq=2, done=30, total=100))
        name, html = await events.next()
        assert (name, plain(html)) == ("job", "Under way 30 of 100")
        assert 'max="100" value="30"' in html
        assert await events.next() == ("said", "Under way: 25%")
        await gateway.tell(facts.job("job-00001", seq=3, done=31, total=100))
        assert plain((await events.next())[1]) == "Under way 31 of 100"
        await gateway.tell(facts.job("job-00001", seq=4, done=100, total=100, problems=2, status="done"))
        name, html = await events.next()
        assert (name, plain(html)) == ("job", "Finished 100 of 100 2 things need a look.")
        assert [await events.next(), await events.next()] == [("said", "Finished"), OVER]


@pytest.mark.real
async def test_the_counter_of_the_inbox_counts_what_was_not_read(gateway):
    async with live(gateway, "inbox") as events:
        assert plain((await events.next())[1]) == "1 1 message not read"
        await gateway.tell(facts.message("message-002", minute=3))
        assert plain((await events.next())[1]) == "2 2 messages not read"
        await gateway.tell(facts.message_read("message-001"))
        await gateway.tell(facts.message_read("message-002"))
        told = await events.next()
        while plain(told[1]):
            told = await events.next()
        assert told == ("inbox", "")


@pytest.mark.real
@pytest.mark.parametrize("id_", ["job-hue-1", "no-such-job", ""])
async def test_what_one_may_not_see_is_over_at_once(gateway, id_):
    async with live(gateway, "job", id=id_) as events:
        assert await events.next() == OVER


@pytest.mark.real
async def test_who_is_not_signed_in_is_told_not_to_come_again(gateway):
    async with live(gateway, "inbox", signed_in=False) as events:
        assert await events.next() == OVER


@pytest.mark.real
async def test_an_ended_session_ends_what_was_live(gateway):
    async with live(gateway, "inbox") as events:
        await events.next()
        gateway.behind.answers["/token"] = problem(401, "unauthenticated", "Bạn đăng nhập đã.")
        gateway.clock.by = timedelta(seconds=60)
        assert await events.next() == OVER


@pytest.mark.real
async def test_a_browser_keeps_connections_for_everything_else(gateway):
    for _ in range(AT_ONCE):
        gateway.crowd._open["page", "person-lan"] += 1
    async with live(gateway, "inbox") as events:
        assert await events.next() == OVER


@pytest.mark.real
async def test_what_is_not_live_is_not_there(gateway):
    async with live(gateway, "odd") as events:
        assert events.response.status_code == 404


async def page(gateway, address: str) -> httpx.Response:
    answer: httpx.Response = await gateway.http.get(address, headers=SIGNED_IN)
    return answer


@pytest.mark.real
async def test_a_jobs_page_says_the_same_without_script_and_can_be_refreshed(gateway):
    await gateway.tell(facts.job("job-00001", seq=2, done=30, total=100))
    shown = await page(gateway, "/jobs/job-00001")
    assert "Under way 30 of 100" in plain(shown.text)
    assert 'href="/jobs/job-00001">Refresh' in shown.text
    assert 'sse-connect="/live/job?id=job-00001"' in shown.text
    assert (await page(gateway, "/jobs/job-hue-1")).status_code == 404


@pytest.mark.real
async def test_the_inbox_shows_what_happened_and_where(gateway):
    shown = await page(gateway, "/inbox")
    assert "1 message not read" in plain(shown.text)
    assert '<a href="/jobs/job-00001">Work that you asked for has ended</a>' in shown.text


@pytest.mark.real
async def test_a_message_is_marked_as_read_once(gateway):
    gateway.behind.answers["/commands/read-message"] = httpx.Response(
        200, json={"id": "message-001", "seq": 2, "result": {}}
    )
    shown = await page(gateway, "/inbox")
    form = dict(re.findall(r'name="(form_token|form_id|message_id)" value="([^"]*)"', shown.text))
    cookie = f"{SIGNED_IN['Cookie']}; {cookies.FORM}={shown.cookies[cookies.FORM]}"
    answer = await gateway.http.post("/inbox", data=form, headers={**SIGNED_IN, "Cookie": cookie})
    assert (answer.status_code, answer.headers["location"]) == (303, "/inbox")
    (sent,) = gateway.behind.sent("/commands/read-message")
    assert sent.content == b'{"message_id":"message-001","read":true}'


@pytest.mark.real
async def test_a_form_of_elsewhere_marks_nothing(gateway):
    answer = await gateway.http.post("/inbox", data={"message_id": "message-001"}, headers=SIGNED_IN)
    assert answer.status_code == 422
    assert gateway.behind.sent("/commands/read-message") == []
