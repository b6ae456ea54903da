"""Who waits for units of a listing: all that negotiate, in the order in which they began, as long as none is free."""

from collections.abc import Sequence
from datetime import datetime

from services.exchange.domain.commands import JoinTalks, LapseInvitations, LeaveTalks
from services.exchange.domain.facts import QueueSet, TalkJoined, TalkLeft, Turn, apply
from services.exchange.domain.listing import GONE, INVITED_FOR, TALKS_KEPT, Listing, shown_queue
from shared.contracts.context import Context
from shared.contracts.events import Event

Facts = Sequence[Event]


def join(listing: Listing | None, command: JoinTalks, _: Context) -> Facts:
    """Known from now on; it waits behind the others where nothing is free. Again changes nothing."""
    if listing is None or command.negotiation_id in (talk.negotiation_id for talk in listing.talks):
        return ()
    if listing.stage in GONE:
        return (shown_queue(listing, (command.negotiation_id,)),)
    if len(listing.talks) >= TALKS_KEPT or command.negotiation_id in listing.left or _has_deal(listing, command):
        return ()
    joined = TalkJoined(negotiation_id=command.negotiation_id, since=command.since)
    after = apply(listing, joined)
    return (
        joined,
        *(_set(after, _in_order(after, (*after.waiting, command.negotiation_id))) if after.free == 0 else ()),
    )


def leave(listing: Listing, command: LeaveTalks, now: datetime) -> Facts:
    """No longer waits; if it was its turn, it is the next one's."""
    known = command.negotiation_id in (talk.negotiation_id for talk in listing.talks)
    if not known and (command.agreed or command.negotiation_id in listing.left):
        return ()
    gone = TalkLeft(negotiation_id=command.negotiation_id, agreed=command.agreed)
    after = apply(listing, gone)
    waiting = tuple(one for one in after.waiting if one != command.negotiation_id)
    turns = tuple(turn for turn in _turns(after) if turn.negotiation_id != command.negotiation_id)
    return (gone, *_filled(after, waiting, turns, now))


def lapse(listing: Listing | None, _: LapseInvitations, context: Context) -> Facts:
    """Who was invited in vain lets the next one in; both may go on then."""
    if listing is None:
        return ()
    turns = tuple(turn for turn in _turns(listing) if turn.until > context.now)
    return _filled(listing, listing.waiting, turns, context.now)


def held(listing: Listing) -> Facts:
    """Nothing is free any more: all that negotiate wait, whose turn it was first."""
    if listing.free != 0:
        return ()
    open_ = {deal.negotiation_id for deal in listing.deals if deal.is_open}
    invited = tuple(one.negotiation_id for one in listing.invited)
    talking = tuple(talk.negotiation_id for talk in sorted(listing.talks, key=lambda talk: talk.since))
    everybody = dict.fromkeys((*invited, *listing.waiting, *talking))
    return _set(listing, tuple(one for one in everybody if one not in open_))


def freed(listing: Listing, now: datetime) -> Facts:
    """Units are free: as many as there are may go on."""
    return _filled(listing, listing.waiting, _turns(listing), now)


def dissolved(listing: Listing) -> Facts:
    """The listing is gone: nobody waits any more, and all that negotiate are told so."""
    open_ = {deal.negotiation_id for deal in listing.deals if deal.is_open}
    over = tuple(t.negotiation_id for t in listing.talks if t.negotiation_id not in open_)
    if not over:
        return ()
    emptied = QueueSet(waiting=(), invited=())
    return emptied, shown_queue(apply(listing, emptied), over)


def _filled(listing: Listing, waiting: tuple[str, ...], turns: tuple[Turn, ...], now: datetime) -> Facts:
    """As many are invited as units are free."""
    room = len(waiting) if listing.free is None else max(0, listing.free - len(turns))
    fresh = tuple(Turn(negotiation_id=one, until=now + INVITED_FOR) for one in waiting[:room])
    return _set(listing, waiting[room:], (*turns, *fresh))


def _set(listing: Listing, waiting: tuple[str, ...], turns: tuple[Turn, ...] = ()) -> Facts:
    if waiting == listing.waiting and turns == _turns(listing):
        return ()
    queue = QueueSet(waiting=waiting, invited=turns)
    return queue, shown_queue(apply(listing, queue))


def _in_order(listing: Listing, waiting: tuple[str, ...]) -> tuple[str, ...]:
    """One that began earlier, and is heard of later, waits before the others."""
    since = {talk.negotiation_id: talk.since for talk in listing.talks}
    last = waiting[-1]
    before = tuple(one for one in waiting[:-1] if one not in since or since[one] <= since[last])
    return (*before, last, *(one for one in waiting[:-1] if one not in before))


def _turns(listing: Listing) -> tuple[Turn, ...]:
    return tuple(Turn(negotiation_id=one.negotiation_id, until=one.until) for one in listing.invited)


def _has_deal(listing: Listing, command: JoinTalks) -> bool:
    return any(deal.negotiation_id == command.negotiation_id for deal in listing.deals)
