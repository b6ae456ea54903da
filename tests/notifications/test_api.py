"""The edge of notifications over real parts: the inbox, links to unsubscribe, reports of bounces."""

import pytest

from services.notifications.domain.commands import ClaimMail, SettleMail
from services.notifications.domain.marks import MESSAGE_ID, UNSUBSCRIBE, marked
from services.notifications.domain.subscription import subscription_id
from shared.contracts.notifications.commands import ChangeSubscription, ReadMessage
from shared.contracts.notifications.values import MessageKind, Outcome, Topic
from tests.builders import notifications as build
from tests.builders.accounts import OTHER_PERSON, PERSON, TENANT
from tests.builders.edges import bearer, everything_in, problem_of
from tests.notifications.reports import message_id_of, plain_mail, report

pytestmark = pytest.mark.real
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


async def wanted(edge):
    return (await edge.http.get("/subscription", headers=bearer(edge.person()))).json()


def link(edge, message_id=build.MESSAGE):
    return {"token": marked(edge.parts.key, UNSUBSCRIBE, message_id)}


@pytest.fixture
async def told(edge):
    """With a message that can be unsubscribed from, sent."""
    await edge.ask(build.add_message(kind=MessageKind.ENTRY_SUBMITTED, subjects=(build.subject("entry", "entry-01"),)))
    await edge.ask(ClaimMail(message_id=build.MESSAGE))
    await edge.ask(SettleMail(message_id=build.MESSAGE, claim="claim-0001", outcome=Outcome.SENT))
    return edge


async def test_a_message_is_read_by_its_person_and_isnt_there_for_anybody_else(told):
    command = ReadMessage(message_id=build.MESSAGE)
    assert problem_of(await told.send(command)) == (401, "unauthenticated")
    assert problem_of(await told.send(command, told.person(OTHER_PERSON))) == (404, "not_found")
    assert problem_of(await told.send(command, told.client("bounces:report"))) == (404, "not_found")
    assert (await told.message()).read_at is None
    assert (await told.send(command, told.person())).status_code == 200
    assert (await told.message()).read_at == build.NOW


async def test_topics_are_switched_by_the_person_alone(edge):
    command = ChangeSubscription(person_id=PERSON, topic=Topic.JOBS, mailed=False)
    before = await everything_in(edge.database)
    assert problem_of(await edge.send(command)) == (401, "unauthenticated")
    assert problem_of(await edge.send(command, edge.person(OTHER_PERSON))) == (404, "not_found")
    assert await everything_in(edge.database) == before
    assert await wanted(edge) == {"unwanted": [], "bounced_at": None}
    assert (await edge.send(command, edge.person())).json()["seq"] == 1
    assert await wanted(edge) == {"unwanted": ["jobs"], "bounced_at": None}
    assert problem_of(await edge.http.get("/subscription")) == (401, "unauthenticated")


async def test_no_internal_command_has_a_route(edge):
    answer = await edge.send(build.add_message(), edge.client("bounces:report"))
    assert problem_of(answer) == (404, "not_found")


async def test_looking_at_a_link_changes_nothing_and_one_click_does_and_it_can_be_taken_back(told):
    before = await everything_in(told.database)
    shown = await told.http.get("/unsubscribe", params=link(told))
    assert (shown.status_code, shown.json()) == (200, {"topic": "entries", "mailed": True})
    assert shown.headers["cache-control"] == "no-store"
    assert await everything_in(told.database) == before
    for _ in range(2):
        answer = await told.http.post("/unsubscribe", params=link(told), data=ONE_CLICK)
        assert (answer.status_code, answer.json()) == (200, {"topic": "entries", "mailed": False})
    assert (await wanted(told))["unwanted"] == ["entries"]
    back = await told.http.post("/unsubscribe", params=link(told), data={"mailed": "yes"})
    assert back.json() == {"topic": "entries", "mailed": True}
    found = await told.parts.needs.subscriptions.read(subscription_id(PERSON))
    assert (found.seq, found.state.tenant_id) == (2, TENANT)


async def test_a_link_that_was_changed_or_is_for_something_else_opens_nothing(told):
    await told.ask(build.add_message(message_id="message-0002"))
    key, before = told.parts.key, await everything_in(told.database)
    good = marked(key, UNSUBSCRIBE, build.MESSAGE)
    others = ["", "x", good[:-1], good[:-1] + "g", good.upper(), "message-0003" + good[12:], good + "\n",
              marked(key, MESSAGE_ID, build.MESSAGE), marked(b"other", UNSUBSCRIBE, build.MESSAGE),
              marked(key, UNSUBSCRIBE, "message-0002"), marked(key, UNSUBSCRIBE, "message-none")]  # fmt: skip
    for token in others:
        for answer in (
            await told.http.get("/unsubscribe", params={"token": token}),
            await told.http.post("/unsubscribe", params={"token": token}, data=ONE_CLICK),
        ):
            assert problem_of(answer) == (404, "notifications.link_broken"), token
    assert await everything_in(told.database) == before


@pytest.mark.parametrize("body", [b"", b"List-Unsubscribe=No", b"\xff\xfe", b"mailed=no", b"mailed=yes&mailed=yes"])
async def test_a_click_that_says_nothing_does_nothing(told, body):
    before = await everything_in(told.database)
    answer = await told.http.post("/unsubscribe", params=link(told), content=body)
    assert problem_of(answer) == (404, "notifications.link_broken")
    assert await everything_in(told.database) == before


async def reported(edge, content, token=None):
    token = edge.client("bounces:report") if token is None else token
    return await edge.http.post(
        "/bounces", content=content, headers={"Content-Type": "message/rfc822", **bearer(token)}
    )


@pytest.mark.parametrize("quoted", ["text/rfc822-headers", "message/rfc822"])
async def test_a_mail_that_came_back_marks_the_address_once(told, quoted):
    content = report(message_id_of(told.parts.key), quoted=quoted)
    assert (await reported(told, content)).json() == {"bounced": True}
    assert (await told.message()).outcome is Outcome.BOUNCED
    assert (await wanted(told))["bounced_at"] == "2026-11-20T03:00:00Z"
    before = await everything_in(told.database)
    assert (await reported(told, content)).json() == {"bounced": True}
    assert await everything_in(told.database) == before


@pytest.mark.parametrize(
    ("status", "action"), [("4.2.2", "delayed"), ("4.4.1", "failed"), ("5.7.1", "failed"), ("2.0.0", "relayed")]
)
async def test_what_may_still_arrive_or_is_said_of_us_marks_no_address(told, status, action):
    before = await everything_in(told.database)
    content = report(message_id_of(told.parts.key), status, action)
    assert (await reported(told, content)).json() == {"bounced": False}
    assert await everything_in(told.database) == before


async def test_what_is_no_report_or_about_no_mail_of_ours_is_refused(told):
    key, before = told.parts.key, await everything_in(told.database)
    ours = message_id_of(key)
    strange = {
        "nothing": b"",
        "no mail": b"\x00\xff" * 100,
        "an answer": plain_mail(ours),
        "another's mail": report("<abc@example.org>"),
        "a forged mark": report(message_id_of(b"another key")),
        "a message that there isn't": report(message_id_of(key, "message-none")),
        "two mails": report(ours + message_id_of(key, "message-0002")),
        "no status": report(ours).replace(b"Status: 5.1.1", b"X: y"),
        "many parts": b"Content-Type: multipart/mixed; boundary=B\r\n\r\n" + b"--B\r\n\r\nx\r\n" * 5_000,
        "deep": b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(500)),
    }
    for name, content in strange.items():
        assert problem_of(await reported(told, content)) == (422, "notifications.not_a_report"), name
    assert problem_of(await reported(told, b"x" * (256 * 1024 + 1))) == (413, "too_large")
    assert await everything_in(told.database) == before


async def test_only_the_client_that_may_reports(told):
    content, before = report(message_id_of(told.parts.key)), await everything_in(told.database)
    assert problem_of(await reported(told, content, "")) == (401, "unauthenticated")
    for token in (told.person(), told.client("entries:read")):
        assert problem_of(await reported(told, content, token)) == (403, "forbidden")
    assert await everything_in(told.database) == before
