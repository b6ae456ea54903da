"""A notice: whom to tell of something that concerns their organisation."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from services.exchange.domain.commands import TellPeople
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.exchange.events import NoticeSnapshot, PeopleTold
from shared.contracts.exchange.values import NoticeKind
from shared.contracts.places import Places


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice."""

    notice_id: str
    tenant_id: str
    kind: NoticeKind
    people: tuple[str, ...]
    listing_id: str
    enquiry_id: str | None
    told_at: datetime
    until: datetime | None = None
    match_id: str | None = None


@dataclass(frozen=True, slots=True)
class Recipients:
    """Whom it is for, and where."""

    tenant_id: str
    people: tuple[str, ...]


def tell(notice: Notice | None, command: TellPeople, context: Context, to: Recipients | None) -> Sequence[Event]:
    """Told, once; nobody is there to be told where the organisation isn't known."""
    if notice is not None or to is None or not to.people:
        return ()
    return (
        PeopleTold(
            notice_id=command.notice_id,
            tenant_id=to.tenant_id,
            kind=command.kind,
            people=to.people,
            listing_id=command.listing_id,
            enquiry_id=command.enquiry_id,
            match_id=command.match_id,
            until=command.until,
            told_at=context.now,
        ),
    )


def apply(_: Notice | None, event: Event) -> Notice:
    """The notice after the fact."""
    if isinstance(event, PeopleTold):
        return Notice(**dict(event))
    raise TypeError(f"{type(event).__name__} is no fact of a notice")


def snapshot(notice: Notice) -> NoticeSnapshot:
    """All that was told of it."""
    return NoticeSnapshot(**{f.name: getattr(notice, f.name) for f in fields(notice)})


def places(notice: Notice) -> Places:
    """Its tenant."""
    return Places(notice.tenant_id)
