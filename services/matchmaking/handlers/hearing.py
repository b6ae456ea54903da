"""A listing is heard of, or an award of its owner: it is matched with all of the other side, as it is now.

Matches are told before the index takes the listing in. Who dies in between finds the index as it was, and tells the
same again, which changes nothing.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from services.matchmaking.domain.commands import SuggestMatch
from services.matchmaking.domain.listing import Facts, Published, facts_of
from services.matchmaking.domain.match import Match
from services.matchmaking.domain.news import news_of
from services.matchmaking.domain.texts import texts_of
from services.matchmaking.handlers.matching import Pair, compare, pairs_of
from services.matchmaking.ports import Entry, Hearing, ListingIndex
from shared.bus.messages import Incoming
from shared.bus.reactions import command_id
from shared.contracts.judging import events as judging
from shared.contracts.matchmaking.values import MatchNews, MatchSide, Side
from shared.ids import derived_id
from shared.search.threads import in_thread

SUGGEST = "suggest"


@dataclass(frozen=True, slots=True)
class Found:
    """What a listing has become, and what that says of its pairs."""

    entry: Entry
    texts: Mapping[str, str]
    commands: Sequence[SuggestMatch]


async def listing_told(told: Incoming, hearing: Hearing) -> None:
    """Unless something newer was told of it: then that is matched."""
    listing = await hearing.listings.read(told.envelope.aggregate_id)
    if listing is not None and listing.seq == told.envelope.seq:
        await _match(told, listing, hearing)


async def result_told(told: Incoming, hearing: Hearing) -> None:
    """What the winners offer under their names is better than before."""
    if not isinstance(told.event, judging.ResultPublished):
        return
    for organisation_id in sorted({placed.organisation_id for placed in told.event.places}):
        for listing in await hearing.listings.of_owner(told.envelope.tenant_id, organisation_id):
            await _match(told, listing, hearing)


async def _match(told: Incoming, listing: Published, hearing: Hearing) -> None:
    known = await hearing.matches.of_listing(listing.listing_id)
    if listing.content is None:
        await _tell(told, _ended(listing, known), hearing)
        await in_thread(_take_away, listing, hearing.index)
    else:
        awards = 0 if listing.masked else await hearing.awards.won_by(listing.owner_id)
        found = await in_thread(look, listing, awards, known, hearing.index)
        if found is not None:
            await _tell(told, found.commands, hearing)
            await in_thread(_take_in, found, hearing.index)
    await hearing.listings.mark(listing.listing_id, listing.seq)


async def _tell(told: Incoming, commands: Iterable[SuggestMatch], hearing: Hearing) -> None:
    """All at once: they are saved together."""
    parent = told.envelope.traceparent
    await asyncio.gather(
        *(hearing.send(command, command_id(told, SUGGEST, command.match_id), parent) for command in commands)
    )


def look(listing: Published, awards: int, known: Sequence[Match], index: ListingIndex) -> Found | None:
    """Compares a listing with what may fit, and with what it is matched with already; None where nothing has changed
    that is compared."""
    if listing.content is None:
        raise ValueError("a listing that is gone is not compared")
    facts = facts_of(listing, listing.content, awards)
    texts = texts_of(listing.content)
    entry, before = index.entry(facts, texts), index.known(listing.tenant_id, listing.listing_id)
    if before is not None and _says_the_same(before, entry):
        return None
    news = news_of(before.facts if before else None, facts)
    return Found(entry, texts, list(_commands(entry, news, known, index)))


def _says_the_same(before: Entry, now: Entry) -> bool:
    return replace(before.facts, seq=now.facts.seq) == now.facts and before.wording == now.wording


def _commands(
    entry: Entry, news: tuple[MatchNews, ...], known: Sequence[Match], index: ListingIndex
) -> Iterable[SuggestMatch]:
    listing_id = entry.facts.listing_id
    matched = {_other(match, listing_id): match for match in known}
    found = {_partner(pair, listing_id): pair for pair in pairs_of(entry, index)}
    for other_id, pair in found.items():
        if pair.told or other_id in matched:
            yield _suggested(pair, news if pair.told else ())
    for other_id, match in matched.items():
        if other_id not in found:
            yield _again(entry, match, index.known(entry.facts.tenant_id, other_id), index)


def _again(entry: Entry, match: Match, other: Entry | None, index: ListingIndex) -> SuggestMatch:
    """A match that the index would not find any more: it may still fit, less well than fifty others."""
    pair = compare(entry, other, index) if other is not None else None
    if pair is None or pair.refused:
        return _over(match, entry.facts)
    return _suggested(pair, ())


def _suggested(pair: Pair, news: tuple[MatchNews, ...]) -> SuggestMatch:
    return SuggestMatch(
        match_id=match_id(pair.need.listing_id, pair.offer.listing_id),
        tenant_id=pair.need.tenant_id,
        need=pair.need.side,
        offer=pair.offer.side,
        fit=pair.fit,
        news=news,
    )


def _ended(listing: Published, known: Sequence[Match]) -> Iterable[SuggestMatch]:
    for match in known:
        side = Side.NEED if match.need.listing_id == listing.listing_id else Side.OFFER
        gone = match.owner_of(side).model_copy(update={"seq": listing.seq})
        yield _without_fit(match, side, gone)


def _over(match: Match, facts: Facts) -> SuggestMatch:
    return _without_fit(match, Side.OFFER if facts.is_offer else Side.NEED, facts.side)


def _without_fit(match: Match, side: Side, now: MatchSide) -> SuggestMatch:
    need, offer = (now, match.offer) if side is Side.NEED else (match.need, now)
    return SuggestMatch(match_id=match.match_id, tenant_id=match.tenant_id, need=need, offer=offer, fit=None)


def _partner(pair: Pair, listing_id: str) -> str:
    return pair.offer.listing_id if pair.need.listing_id == listing_id else pair.need.listing_id


def _other(match: Match, listing_id: str) -> str:
    return match.offer.listing_id if match.need.listing_id == listing_id else match.need.listing_id


def _take_in(found: Found, index: ListingIndex) -> None:
    index.put(found.entry, found.texts)
    index.commit()


def _take_away(listing: Published, index: ListingIndex) -> None:
    index.delete(listing.tenant_id, listing.listing_id)
    index.commit()


def match_id(need_id: str, offer_id: str) -> str:
    """The one match of a need and an offer."""
    return derived_id("match", need_id, offer_id)
