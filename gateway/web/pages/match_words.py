"""How a match is said: its factors as points with the facts beside, its reasons, its answers."""

from collections.abc import Mapping
from typing import Any

from gateway.web.visit import Data
from gateway.web.words import Words
from shared.contracts.matchmaking.values import DeclineReason, Factor, MatchNews, Side
from shared.contracts.provinces import PROVINCES
from shared.contracts.sectors import SECTORS
from shared.errors import N_
from shared.texts import numbers

FACTORS: Mapping[Factor, str] = {
    Factor.TEXT: N_("Both speak of the same matter"),
    Factor.SECTOR: N_("Field"),
    Factor.READINESS: N_("Readiness"),
    Factor.TRANSFER: N_("Ways of transfer"),
    Factor.PRICE: N_("Price and budget"),
    Factor.PLACE: N_("Distance"),
    Factor.IP: N_("Protection of the knowledge"),
}
NEWS: Mapping[MatchNews, str] = {
    MatchNews.PUBLISHED: N_("new on the exchange"),
    MatchNews.TRL_RAISED: N_("readier than before"),
    MatchNews.PRICE_LOWERED: N_("the price has come down"),
    MatchNews.NEED_WIDENED: N_("the need asks for less than before"),
    MatchNews.REVISED: N_("changed so that the two fit"),
    MatchNews.AWARD_WON: N_("has won an award"),
}
REASONS: Mapping[DeclineReason, str] = {
    DeclineReason.TOO_EARLY: N_("Too early for us"),
    DeclineReason.BENEFIT_UNCLEAR: N_("The benefit isn't clear"),
    DeclineReason.PRICE: N_("The price"),
    DeclineReason.NOT_EXCLUSIVE: N_("Not exclusive"),
    DeclineReason.OTHER_FIELD: N_("Another field than ours"),
    DeclineReason.NO_CAPACITY: N_("No capacity now"),
    DeclineReason.KNOWN_ALREADY: N_("We know each other already"),
    DeclineReason.OTHER: N_("Another reason"),
}
MODES: Mapping[str, str] = {
    "LICENCE": N_("licence"),
    "SALE": N_("sale"),
    "JOINT_VENTURE": N_("joint venture"),
    "COOPERATION": N_("technical cooperation"),
    "SUBCONTRACTING": N_("subcontracting"),
    "SERVICE": N_("service"),
    "RENTAL": N_("rental"),
    "TRIAL": N_("trial"),
}


def shown(match: Data, words: Words) -> dict[str, Any]:
    """A match as its card shows it, seen from the viewer's side; staff see it from the need's."""
    side = Side((match["viewerSides"] or [Side.NEED.value])[0].lower())
    other = Side.OFFER if side is Side.NEED else Side.NEED
    stance, reason = match[f"{side}Stance"], match[f"{side}Reason"]
    return {
        **match,
        "side": side,
        "speaks": bool(match["viewerSides"]),
        "mine": _titled(match[side], words),
        "theirs": _titled(match[other], words),
        "kind": other.value,
        "my_score": match[f"{side}Score"],
        "their_score": match[f"{other}Score"],
        "reasons": _reasons(match, side, words),
        "news_said": [words.text(NEWS[MatchNews(news.lower())]) for news in match["news"]],
        "stance": stance and stance.lower(),
        "reason_said": words.text(REASONS[DeclineReason(reason.lower())]) if reason else "",
    }


def reasons_to_decline(words: Words) -> list[tuple[str, str]]:
    """What can be chosen."""
    return [(reason.value, words.text(text)) for reason, text in REASONS.items()]


def _titled(listing: Data, words: Words) -> dict[str, Any]:
    first, second = ("title", "titleEn") if words.language == "vi" else ("titleEn", "title")
    return {**listing, "name": listing[first] or listing[second], "cost": _price(listing["price"], words)}


def _reasons(match: Data, side: Side, words: Words) -> list[tuple[str, int, int, str]]:
    """Points of what each factor can give: all that can be given are a hundred."""
    whole = sum(factor["weight"] for factor in match["factors"])
    return [_reason(factor, side, whole, match, words) for factor in match["factors"]]


def _reason(factor: Data, side: Side, whole: int, match: Data, words: Words) -> tuple[str, int, int, str]:
    which = Factor(factor["factor"].lower())
    most = round(100 * factor["weight"] / whole)
    return words.text(FACTORS[which]), round(most * factor[side] / 100), most, _why(which, match, words)


def _why(factor: Factor, match: Data, words: Words) -> str:
    need, offer = match["need"], match["offer"]
    match factor:
        case Factor.TEXT:
            return words.text(N_("found in both: {words}"), words=", ".join(match["words"])) if match["words"] else ""
        case Factor.READINESS:
            return words.text(N_("TRL {offered}; {least} or more is needed"), offered=offer["trl"], least=need["trl"])
        case Factor.PRICE:
            cost, budget = _price(offer["price"], words), _most(need["price"], words)
            return words.text(N_("{price}; {budget} at most can be paid"), price=cost, budget=budget)
        case Factor.TRANSFER:
            common = [mode for mode in offer["transferModes"] if mode in need["transferModes"]]
            return ", ".join(words.text(MODES[mode]) for mode in common) or words.text(N_("none in common"))
        case Factor.SECTOR:
            return " – ".join(dict.fromkeys(_sector(one["sector"], words) for one in (need, offer)))
        case Factor.PLACE:
            return " – ".join(dict.fromkeys(_province(one["province"], words) for one in (need, offer)))
    return ""


def _sector(code: str, words: Words) -> str:
    return words.said(SECTORS[code].name.model_dump()) if code in SECTORS else code


def _province(code: str | None, words: Words) -> str:
    return words.said(PROVINCES[code].model_dump()) if code and code in PROVINCES else ""


def _price(price: Data | None, words: Words) -> str:
    if price is None:
        return words.text(N_("on request"))
    least, most = int(price["least"]), int(price["most"])
    ends = dict.fromkeys(amount for amount in (least, most) if amount)
    return "–".join(numbers.money(amount, price["currency"], words.language) for amount in ends)


def _most(price: Data | None, words: Words) -> str:
    return numbers.money(int(price["most"]), price["currency"], words.language) if price else ""
