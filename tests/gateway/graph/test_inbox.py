"""The inbox is its person's alone."""

import pytest

from shared.contracts.notifications import events as told
from shared.contracts.notifications.values import MessageKind, Outcome
from tests.gateway import facts
from tests.gateway.graph.world import VIEWERS, world_over

pytestmark = pytest.mark.real
INBOX = "{ inbox { unreadCount totalCount edges { node { messageId kind subjects { noun id } readAt } } } }"


async def test_everybody_sees_their_own_messages_alone(world):
    asked = "{ inbox { unreadCount edges { node { messageId } } } }"
    seen = {viewer: (await world.data(viewer, asked))["inbox"] for viewer in VIEWERS}
    assert seen.pop("nobody") is None
    shown = {v: (box["unreadCount"], [e["node"]["messageId"] for e in box["edges"]]) for v, box in seen.items()}
    assert [shown.pop(viewer) for viewer in ("submitter", "submitter's program")] == [(1, ["message-001"])] * 2
    assert shown.pop("another person") == (1, ["message-min"])
    assert set(map(str, shown.values())) == {"(0, [])"}


async def test_the_latest_is_first_and_what_was_read_is_counted_no_more(database):
    await facts.project(
        database,
        facts.message("message-1", minute=1),
        facts.message("message-2", minute=2, kind=MessageKind.WELCOME, subjects=()),
        facts.message_read("message-1"),
    )
    assert (await world_over(database).data("submitter", INBOX))["inbox"] == {
        "unreadCount": 1,
        "totalCount": 2,
        "edges": [
            {"node": {"messageId": "message-2", "kind": "WELCOME", "subjects": [], "readAt": None}},
            {
                "node": {
                    "messageId": "message-1",
                    "kind": "JOB_DONE",
                    "subjects": [{"noun": "job", "id": "job-00001"}],
                    "readAt": "2026-03-01T12:00:00+00:00",
                }
            },
        ],
    }
    unread = "{ inbox(filter: {unread: %s}) { edges { node { messageId } } } }"
    for given, found in (("true", "message-2"), ("false", "message-1")):
        edges = (await world_over(database).data("submitter", unread % given))["inbox"]["edges"]
        assert [edge["node"]["messageId"] for edge in edges] == [found]


async def test_what_is_mailed_only_is_in_nobodys_inbox(database):
    mailed = told.MessageMailed(
        message_id="message-9",
        person_id="person-lan",
        tenant_id=facts.TENANT,
        kind=MessageKind.SIGN_IN,
        outcome=Outcome.SENT,
        at=facts.NOON,
    )
    hidden = told.MessageSnapshot(
        message_id="message-8",
        person_id="person-lan",
        tenant_id=facts.TENANT,
        kind=MessageKind.SIGN_IN,
        subjects=(),
        at=facts.NOON,
        shown=False,
    )
    await facts.project(database, facts.told(mailed), facts.told(hidden))
    assert (await world_over(database).data("submitter", INBOX))["inbox"] == {
        "unreadCount": 0,
        "totalCount": 0,
        "edges": [],
    }
