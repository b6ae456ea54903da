"""GraphiQL in a real browser, under the pages' own policy: it asks as whoever is signed in."""

import pytest

from tests.gateway import facts
from tests.gateway.subscriptions.test_browser import WAIT, browser, built
from tests.harness.waiting import eventually

__all__ = ["built"]
pytestmark = [pytest.mark.real, pytest.mark.e2e]


async def test_a_query_and_a_subscription_are_answered_by_the_viewers_own_rights(built):
    async with browser(built) as (page, wrong):
        await page.goto(f"{built.address}/developers/graphiql")
        await page.locator(".graphiql-execute-button").click(timeout=WAIT)
        await page.locator(".result-window").get_by_text('"kind": "person"').wait_for(timeout=WAIT)
        editor = "document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror"
        await page.evaluate(f"{editor}.setValue('subscription {{ inboxChanged {{ unreadCount }} }}')")
        await eventually(lambda: page.evaluate(f"{editor}.operations?.[0]?.operation === 'subscription'"))
        await page.locator(".graphiql-execute-button").click()
        await page.locator(".result-window").get_by_text('"unreadCount": 1').wait_for(timeout=WAIT)
        await built.tell(facts.message("message-007", minute=7))
        await page.locator(".result-window").get_by_text('"unreadCount": 2').wait_for(timeout=WAIT)
        assert wrong == []
        assert await page.evaluate("localStorage.length") == 0
