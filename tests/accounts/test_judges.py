"""Who has accepted to judge is given the role at the award, and loses it with the judging."""

import json

from services.accounts.handlers.judges import role_of_judge
from shared.bus.messages import Incoming
from shared.contracts.accounts.commands import GrantRole, RevokeRole
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.envelope import Envelope
from shared.contracts.judging import events as judging
from tests.builders.registration import DURING
from tests.golden.test_messages import FOLDER


def heard(kind, **changes):
    event = kind.read(1, {**json.loads((FOLDER / f"{kind.wire}.v1.json").read_text(encoding="utf-8")), **changes})
    return Incoming(Envelope(kind.wire, 1, "/judging/judge", event.judge_id, 2, DURING, event.place.tenant_id), event)


def role_of(event):
    return Role(name=RoleName.JUDGE, award_id=event.award_id, **event.place.model_dump())


def test_who_has_accepted_is_given_the_role_at_the_award():
    told = heard(judging.JudgeAccepted)
    assert list(role_of_judge(told)) == [GrantRole(person_id=told.event.person_id, role=role_of(told.event))]


def test_who_stops_loses_it_and_who_has_declined_had_none():
    told = heard(judging.JudgeDeclined, had_accepted=True)
    assert list(role_of_judge(told)) == [RevokeRole(person_id=told.event.person_id, role=role_of(told.event))]
    assert list(role_of_judge(heard(judging.JudgeDeclined))) == []
