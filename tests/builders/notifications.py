"""Commands, events and states of notifications."""

from datetime import UTC, datetime, timedelta
from typing import Any

from services.notifications.domain.commands import AddMessage, Source, SourceKind
from services.notifications.domain.message import Mailing, Message
from services.notifications.domain.subscription import Subscription, subscription_id
from services.notifications.ports import Content
from services.notifications.store.writing import Letterhead
from shared.contracts.notifications.values import MAILED_ONLY, MessageKind, Subject
from tests.builders.accounts import PERSON, TENANT

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
MESSAGE = "message-0001"
HEAD = Letterhead("Techfest <techfest@techfest.example>", "hoi@techfest.example", "https://techfest.example", b"key")
TOKEN = "x7Qm3vJ0aT5pZ9kL2wYc8RbN4sEdHgUf"


def subject(noun: str = "organisation", id_: str = "organisation-01") -> Subject:
    return Subject(noun=noun, id=id_)


def source(kind: str = "person", id_: str = PERSON) -> Source:
    return Source(kind=SourceKind(kind), id=id_)


def add_message(**given: Any) -> AddMessage:
    usual = {
        "message_id": MESSAGE,
        "tenant_id": TENANT,
        "kind": MessageKind.WELCOME,
        "subjects": (),
        "person_id": PERSON,
        "told_at": NOW,
    }
    return AddMessage(**{**usual, **given})


def mailing(**given: Any) -> Mailing:
    return Mailing(**{"source": source(), "due_at": NOW, **given})


def message(kind: MessageKind = MessageKind.WELCOME, **given: Any) -> Message:
    usual = {
        "message_id": MESSAGE,
        "tenant_id": TENANT,
        "kind": kind,
        "subjects": (),
        "at": NOW,
        "shown": kind not in MAILED_ONLY,
        "person_id": PERSON,
        "mailing": mailing(),
    }
    return Message(**{**usual, **given})


def subscription(**given: Any) -> Subscription:
    return Subscription(
        **{"subscription_id": subscription_id(PERSON), "person_id": PERSON, "tenant_id": TENANT, **given}
    )


def content(**given: Any) -> Content:
    usual = {
        "to": "lan@example.vn",
        "name": "Nguyễn Thị Lan",
        "language": "vi",
        "token": TOKEN,
        "code": "274905",
        "expires_at": NOW + timedelta(minutes=15),
    }
    return Content(**{**usual, **given})
