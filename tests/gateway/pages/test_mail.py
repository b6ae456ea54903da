"""What is mailed: by the link in a mail, by one click of a mail program, and on a page for all topics."""

from dataclasses import replace

import pytest

from gateway.clients import Refused
from gateway.web.ports import MailTopic
from shared.contracts.notifications.commands import ChangeSubscription
from shared.contracts.notifications.refusals import LinkBroken
from shared.contracts.notifications.values import Topic
from shared.errors import Kind
from tests.gateway.pages import hall

TOKEN = "message-0001.0123456789abcdef0123456789abcdef"


class Choices:
    """Notifications as the pages meet it: one good token, about entries."""

    def __init__(self) -> None:
        self.off: set[str] = set()
        self.busy = False

    async def unwanted(self, viewer, language):
        return frozenset(self.off), None

    async def linked(self, token, language):
        if self.busy:
            raise Refused("unavailable", Kind.BUSY, "x")
        if token != TOKEN:
            raise Refused(LinkBroken.code, LinkBroken.kind, "x")
        return MailTopic("entries", "entries" not in self.off)

    async def switch(self, token, mailed, language):
        found = await self.linked(token, language)
        (self.off.discard if mailed else self.off.add)(found.topic)
        return replace(found, mailed=mailed)


@pytest.fixture
def choices():
    return Choices()


@pytest.fixture
def app(database, services, tmp_path, choices):
    return hall.application(database, services, hall.no_assets(tmp_path), mail_choices=choices)


async def test_looking_at_the_link_switches_nothing_and_the_button_does_and_takes_it_back(browser, choices):
    await browser.open(f"/unsubscribe?token={TOKEN}")
    assert "Thư về hồ sơ dự thi của bạn" in browser.text
    assert choices.off == set()
    await browser.post(f"/unsubscribe?token={TOKEN}", mailed="no")
    assert ("Bạn không còn nhận loại thư này" in browser.text, choices.off) == (True, {"entries"})
    await browser.post(f"/unsubscribe?token={TOKEN}", mailed="yes")
    assert ("Bạn lại nhận loại thư này" in browser.text, choices.off) == (True, set())


async def test_a_mail_program_needs_no_cookie_no_page_before_and_may_press_twice(browser, choices):
    for _ in range(2):
        answer = await browser.client.post(f"/unsubscribe?token={TOKEN}", data={"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, answer.text, answer.headers.get("set-cookie")) == (200, "", None)
    assert choices.off == {"entries"}


async def test_a_link_that_is_broken_says_so_to_people_and_programs(browser, choices):
    assert (await browser.open("/unsubscribe?token=x")).status_code == 404
    one_click = {"List-Unsubscribe": "One-Click"}
    assert (await browser.client.post("/unsubscribe?token=x", data=one_click)).status_code == 404
    assert (await browser.client.post("/unsubscribe?token=x", data={"mailed": "no"})).status_code == 404
    for address in ("/unsubscribe?token=x", "/unsubscribe"):
        assert (await browser.open(address)).status_code == 404
        assert "Liên kết này không dùng được" in browser.text
        assert 'href="/account/mail"' in browser.page.text
    choices.busy = True
    assert (await browser.client.post(f"/unsubscribe?token={TOKEN}", data=one_click)).status_code == 503
    assert choices.off == set()


async def test_each_topic_has_its_switch_and_says_why(browser, services, choices):
    choices.off = {"jobs"}
    await browser.sign_in()
    await browser.open("/account/mail")
    assert (browser.text.count("Tắt :"), browser.text.count("Bật :")) == (len(Topic) - 1, 1)
    await browser.post("/account/mail", topic="entries", mailed="no")
    (command,) = [c for c, _ in services.sent if isinstance(c, ChangeSubscription)]
    assert (command.topic, command.mailed) == (Topic.ENTRIES, False)
    assert (browser.path, "Hoàn tác" in browser.text) == ("/account/mail", True)


async def test_a_form_of_elsewhere_or_of_no_topic_switches_nothing(browser, services):
    await browser.sign_in()
    await browser.open("/account/mail")
    answer = await browser.post("/account/mail", topic="everything", mailed="no")
    assert answer.status_code == 422
    answer = await browser.post("/account/mail", {"form_token": "0" * 64}, topic="jobs", mailed="no")
    assert answer.status_code == 422
    assert [c for c, _ in services.sent if isinstance(c, ChangeSubscription)] == []


async def test_whoever_is_not_signed_in_signs_in_first(browser):
    await browser.open("/account/mail")
    assert browser.path == "/sign-in"
