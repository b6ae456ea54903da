"""The inbox: what happened, where it is shown, and what was read."""

import re
from typing import Any

import pytest
from starlette.routing import compile_path

from gateway.web.app import PAGES
from shared.contracts.notifications.commands import ReadMessage
from shared.contracts.notifications.texts import LINES, PATHS
from shared.contracts.notifications.values import MessageKind
from tests.gateway import facts

ME = "person-org"


@pytest.fixture
async def inbox(database, browser):
    """With two that were not read, and one that was."""
    granted: dict[str, Any] = {"kind": "role_granted", "subjects": [{"noun": "role_organiser", "id": facts.TENANT}]}
    await facts.project(
        database,
        facts.message("message-101", ME, minute=1),
        facts.message("message-102", ME, minute=2, **granted),
        facts.message("message-103", ME, minute=3, kind="entry_withdrawn"),
        facts.message_read("message-103", ME),
        facts.message("message-900"),
    )
    await browser.sign_in()
    await browser.open("/inbox")
    return browser


def read(services):
    return [(c.message_id, c.read) for c, _ in services.sent if isinstance(c, ReadMessage)]


def test_every_message_has_its_line_and_leads_to_a_page_that_there_is():
    assert set(LINES) == set(PATHS) == set(MessageKind)
    patterns = [compile_path(page.path)[0] for page in PAGES]
    given = {kind: path.replace("{id}", "thing-0001").partition("?")[0] for kind, path in PATHS.items()}
    missing = {kind for kind, path in given.items() if not any(pattern.match(path) for pattern in patterns)}
    assert missing == set()


async def test_the_latest_stands_first_and_what_was_not_read_is_marked(inbox):
    titles = re.findall(r'<h2 class="h-card">(?:<a[^>]*>)?([^<]*)', inbox.page.text)
    assert titles == ["Đã rút hồ sơ dự thi của bạn", "Bạn có vai trò mới", "Việc bạn cho chạy đã kết thúc"]
    assert inbox.text.count("Chưa đọc") == 3  # two, and the filter
    assert "2 tin chưa đọc" in inbox.text or "2 thông báo chưa đọc" in inbox.text


async def test_what_was_not_read_is_shown_alone(inbox):
    await inbox.open("/inbox?unread=yes")
    assert ("Bạn có vai trò mới" in inbox.text, "Đã rút hồ sơ" in inbox.text) == (True, False)


async def test_opening_one_marks_it_as_read_and_goes_on_to_what_it_is_about(inbox, services):
    where = re.search(r'name="next" value="(/jobs/[^"]*)"', inbox.page.text)
    assert where is not None
    answer = await inbox.client.post("/inbox", data={**inbox.hidden, "message_id": "message-101", "next": where[1]})
    assert (answer.status_code, answer.headers["location"], read(services)) == (303, where[1], [("message-101", True)])


async def test_all_that_are_shown_are_marked_at_once_and_one_is_taken_back(inbox, services):
    asked = {**inbox.hidden, "message_id": ["message-101", "message-102"]}
    assert (await inbox.client.post("/inbox?unread=yes", data=asked)).headers["location"] == "/inbox?unread=yes"
    back = {**inbox.hidden, "message_id": "message-103", "read": "no"}
    assert (await inbox.client.post("/inbox", data=back)).status_code == 303
    assert sorted(read(services)) == [("message-101", True), ("message-102", True), ("message-103", False)]


@pytest.mark.parametrize("asked", [{}, {"message_id": "a.b"}, {"message_id": [f"message-{n:03}" for n in range(31)]}])
async def test_what_no_page_of_ours_asks_marks_nothing(inbox, services, asked):
    assert (await inbox.client.post("/inbox", data={**inbox.hidden, **asked})).status_code == 422
    assert read(services) == []


async def test_a_form_of_elsewhere_marks_nothing_and_sends_nobody_away(inbox, services):
    asked = {"message_id": "message-101", "next": "https://elsewhere.example/"}
    assert (await inbox.client.post("/inbox", data=asked)).status_code == 422
    assert read(services) == []
    own = {**inbox.hidden, **asked}
    assert (await inbox.client.post("/inbox", data=own)).headers["location"] == "/"


async def test_an_empty_inbox_says_what_will_be_in_it(browser):
    await browser.sign_in()
    await browser.open("/inbox")
    assert 'class="empty"' in browser.page.text


async def test_a_message_says_what_it_is_about_where_that_may_be_read(database, browser):
    about_match: dict[str, Any] = {"kind": "match_suggested", "subjects": [{"noun": "match", "id": "match-0001"}]}
    about_nothing_there: dict[str, Any] = {
        "kind": "listing_published",
        "subjects": [{"noun": "listing", "id": "listing-withdrawn"}],
    }
    await facts.project(
        database,
        facts.organisation("organisation-buyer", "Hợp tác xã Gia Bình", ME),
        facts.members("organisation-buyer", org="admin"),
        facts.match("match-0001"),
        facts.message("message-201", ME, minute=1, **about_match),
        facts.message("message-202", ME, minute=2, **about_nothing_there),
    )
    await browser.sign_in()
    await browser.open("/inbox")
    assert re.findall(r"</h2><p><bdi>([^<]*)", browser.page.text) == ["Máy sấy lúa tầng sôi"]
