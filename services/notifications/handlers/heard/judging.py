"""What judging tells that concerns somebody."""

from collections.abc import Iterable

from services.notifications.domain.commands import AddMessage
from services.notifications.handlers.heard.making import event_of, to_person
from shared.bus.messages import Incoming
from shared.contracts.judging import events as judging
from shared.contracts.notifications.values import MessageKind, Subject


def judge_invited(told: Incoming) -> Iterable[AddMessage]:
    """Somebody is asked to judge; the page of the invitation takes the answer."""
    event = event_of(judging.JudgeInvited, told)
    return to_person(told, MessageKind.JUDGE_INVITED, event.person_id, Subject(noun="judge", id=event.judge_id))
