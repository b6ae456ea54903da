"""Parts of pages that stay true, and the same pages where there is no script."""

import re
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from datetime import timedelta

import httpx
import pytest
from graphql import parse, validate

from gateway.graph.schema import core, made
from gateway.web import cookies
from gateway.web.live import AT_ONCE, FRAGMENTS
from gateway.web.visit import DOCUMENTS
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
        said = plain(html)
        assert (name, said[:19]) == ("job", "Finished 100 of 100")
        assert "Fetch the sheet to print (PDF)" in said
        assert said.endswith("2 things need a look.")
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
    with ExitStack() as others:
        for _ in range(AT_ONCE):
            others.enter_context(gateway.crowd.entered("page", "person-lan"))
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
