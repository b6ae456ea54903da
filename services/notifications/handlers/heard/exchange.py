"""What the exchange tells its people of: to whom, it has found out itself."""

from collections.abc import Iterable

from services.notifications.domain.commands import AddMessage
from services.notifications.handlers.heard.making import event_of, message_for
from shared.bus.messages import Incoming
from shared.contracts.exchange import events as exchange
from shared.contracts.notifications.values import MessageKind, Subject


def people_told(told: Incoming) -> Iterable[AddMessage]:
    """One message for each; no mail of it is sent once it is too late to do something."""
    event = event_of(exchange.PeopleTold, told)
    kind, subjects = MessageKind(event.kind.value), tuple(_subjects(event))
    for one in event.people:
        yield from message_for(told, kind, one, *subjects, person_id=one, expires_at=event.until)


def _subjects(event: exchange.PeopleTold) -> Iterable[Subject]:
    """The page of the first is where one goes on."""
    if event.match_id is not None:
        yield Subject(noun="match", id=event.match_id)
        return
    if event.enquiry_id is not None:
        yield Subject(noun="enquiry", id=event.enquiry_id)
    yield Subject(noun="listing", id=event.listing_id)
