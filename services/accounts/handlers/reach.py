"""Whether mail reaches a person, as notifications and mailed links tell."""

from collections.abc import Iterable

from services.accounts.domain import reach
from services.accounts.domain.reach import ConfirmMail, MarkBounced
from services.accounts.handlers.nouns import PERSON
from services.accounts.handlers.people import claiming
from shared.bus.dispatch import AnyHandler, Handler, PreparedHandler
from shared.bus.messages import Incoming
from shared.bus.reactions import Ask, Reactions
from shared.contracts.accounts.commands import ClaimMail, VouchForMail
from shared.contracts.notifications.events import AddressBounced


def bounced(told: Incoming) -> Iterable[MarkBounced]:
    """Mail to the person came back."""
    if isinstance(told.event, AddressBounced):
        yield MarkBounced(person_id=told.event.person_id, at=told.event.at)


COMMANDS: tuple[AnyHandler, ...] = (
    Handler(MarkBounced, PERSON, reach.mark_bounced),
    Handler(ConfirmMail, PERSON, reach.confirm),
    Handler(VouchForMail, PERSON, reach.vouch),
    PreparedHandler(ClaimMail, PERSON, reach.claim, claiming),
)

HEARD: Reactions = {AddressBounced: (Ask("mark bounced", bounced),)}
