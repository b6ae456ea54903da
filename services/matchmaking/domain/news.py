"""What a change of a listing makes new for its matches."""

from services.matchmaking.domain.listing import Facts
from shared.contracts.matchmaking.values import MatchNews


def news_of(before: Facts | None, now: Facts) -> tuple[MatchNews, ...]:
    """From what was matched before to what is matched now; None where it was not to be found before."""
    if before is None:
        return (MatchNews.PUBLISHED,)
    told = [news for news in (_improved(before, now) if now.is_offer else _widened(before, now)) if news]
    return tuple(told) or (MatchNews.REVISED,)


def _improved(before: Facts, now: Facts) -> tuple[MatchNews | None, ...]:
    return (
        MatchNews.TRL_RAISED if now.trl and before.trl and now.trl > before.trl else None,
        MatchNews.PRICE_LOWERED if _is_cheaper(before, now) else None,
        MatchNews.AWARD_WON if now.awards > before.awards else None,
    )


def _widened(before: Facts, now: Facts) -> tuple[MatchNews | None, ...]:
    asks_less = before.trl is not None and (now.trl is None or now.trl < before.trl)
    pays_more = before.price is not None and (
        now.price is None or (now.price.currency == before.price.currency and now.price.most > before.price.most)
    )
    return (MatchNews.NEED_WIDENED if asks_less or pays_more else None,)


def _is_cheaper(before: Facts, now: Facts) -> bool:
    """In the same currency; a price that was told on request until now is no lower one."""
    if before.price is None or now.price is None or before.price.currency != now.price.currency:
        return False
    return now.price.least < before.price.least
