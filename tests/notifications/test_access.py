"""Who may do what in notifications: the whole table, actor × command × state."""

import pytest

from services.notifications.access import ACCESS
from services.notifications.domain.commands import (
    BounceMail,
    ClaimMail,
    ForgetSubscription,
    MarkAddress,
    MuteMails,
    SettleMail,
)
from shared.auth import service_actor
from shared.bus.dispatch import Verdict
from shared.contracts.notifications.commands import ChangeSubscription, ReadMessage
from shared.contracts.notifications.values import Topic
from tests.builders import notifications as build
from tests.builders.accounts import PERSON, TENANT
from tests.builders.actors import ACTORS

WHO = {**ACTORS, "itself": service_actor("notifications"), "another service": service_actor("accounts")}
READ = ReadMessage(message_id=build.MESSAGE)
CHANGE = ChangeSubscription(person_id=PERSON, topic=Topic.JOBS, mailed=False)
INTERNAL = (
    build.add_message(),
    ClaimMail(message_id=build.MESSAGE),
    SettleMail(message_id=build.MESSAGE, claim="claim-0001", outcome=None),
    BounceMail(message_id=build.MESSAGE),
    MarkAddress(person_id=PERSON, tenant_id=TENANT),
    ForgetSubscription(person_id=PERSON),
    MuteMails(person_id=PERSON, tenant_id=TENANT),
)
EVERYBODY = set(WHO)
TABLE = [
    ("read", READ, build.message(), {"lan"}, EVERYBODY - {"lan"}),
    ("read nothing", READ, None, set(), EVERYBODY),
    ("read an invitation", READ, build.message(person_id=None), set(), EVERYBODY),
    ("subscribe", CHANGE, None, {"lan"}, EVERYBODY - {"lan"}),
    ("subscribe again", CHANGE, build.subscription(), {"lan"}, EVERYBODY - {"lan"}),
    *((type(c).__name__, c, None, {"itself"}, set()) for c in INTERNAL),
]


@pytest.mark.parametrize(("command", "state", "may", "unseen"), [r[1:] for r in TABLE], ids=[r[0] for r in TABLE])
def test_who_may(command, state, may, unseen):
    said = {name: ACCESS[type(command)](actor, command, state, None) for name, actor in WHO.items()}
    assert said == {n: Verdict.YES if n in may else Verdict.UNSEEN if n in unseen else Verdict.NO for n in WHO}


def test_every_command_is_in_the_table():
    assert {type(row[1]) for row in TABLE} == set(ACCESS)
