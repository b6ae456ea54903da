"""How well a need and an offer fit by each of their facts, between 0 and 1, as either side sees it.

A function returns None where one of the two doesn't say what would have to be compared: the factor is then left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from services.matchmaking.domain.algorithms.regions import region_of
from services.matchmaking.domain.listing import Facts
from shared.contracts.exchange.values import IpKind, TransferMode
from shared.contracts.matchmaking.values import PriceBand
from shared.contracts.sectors import LONGEST, distance

JUST_READY = 0.6
"""An offer that is no readier than it must be; from one level more on it fits altogether."""
ONE_WAY = 0.75
"""One way of transfer is enough; more of them leave a choice."""
JUST_AFFORDABLE, CHEAP = 0.9, 0.75
"""An offer that takes the whole budget; one that takes three quarters of it or less fits altogether."""
SAME_REGION, FAR = 0.7, 0.4
_KNOWLEDGE = frozenset((TransferMode.LICENCE, TransferMode.JOINT_VENTURE, TransferMode.COOPERATION))
_PROTECTED: Mapping[IpKind, float] = {
    IpKind.GRANTED: 1.0,
    IpKind.DESIGN: 0.9,
    IpKind.COPYRIGHT: 0.9,
    IpKind.APPLIED: 0.75,
    IpKind.KNOW_HOW: 0.6,
    IpKind.NONE: 0.3,
}


@dataclass(frozen=True, slots=True)
class Fit:
    """How a factor fits, seen from either side."""

    need: float
    offer: float


def _same(fit: float) -> Fit:
    return Fit(fit, fit)


def sector(need: Facts, offer: Facts) -> Fit:
    """By the steps between the two in the taxonomy."""
    return _same(1 - distance(need.sector, offer.sector) / LONGEST)


def readiness(need: Facts, offer: Facts) -> Fit | None:
    """By how many levels the offer is readier than the need's least."""
    if need.trl is None or offer.trl is None:
        return None
    return _same(JUST_READY if offer.trl == need.trl else float(offer.trl > need.trl))


def transfer(need: Facts, offer: Facts) -> Fit | None:
    """By the ways of transfer that both name."""
    if not need.modes or not offer.modes:
        return None
    common = len(set(need.modes) & set(offer.modes))
    return Fit(_ways(common, len(need.modes)), _ways(common, len(offer.modes)))


def _ways(common: int, named: int) -> float:
    return ONE_WAY + (1 - ONE_WAY) * common / named if common else 0.0


def price(need: Facts, offer: Facts) -> Fit | None:
    """Who pays would pay little of the budget, who is paid would get all that is asked."""
    budget, asked = need.price, offer.price
    if budget is None or asked is None or budget.currency != asked.currency:
        return None
    return Fit(_affordable(budget, asked), _reached(budget, asked))


def _affordable(budget: PriceBand, asked: PriceBand) -> float:
    share = _reached(budget, asked)
    spent = min(asked.most, budget.most) / budget.most if budget.most else 1.0
    spare = min(1.0, (1 - spent) / (1 - CHEAP))
    return share * (JUST_AFFORDABLE + (1 - JUST_AFFORDABLE) * spare)


def _reached(budget: PriceBand, asked: PriceBand) -> float:
    """The part of what is asked that lies within the budget."""
    if budget.most >= asked.most:
        return 1.0
    if budget.most < asked.least:
        return 0.0
    return (budget.most - asked.least + 1) / (asked.most - asked.least + 1)


def place(need: Facts, offer: Facts) -> Fit | None:
    """The same province, the same region, or further."""
    if need.province is None or offer.province is None:
        return None
    if need.province == offer.province:
        return _same(1.0)
    return _same(SAME_REGION if region_of(need.province) is region_of(offer.province) else FAR)


def protection(need: Facts, offer: Facts) -> Fit | None:
    """Knowledge is licensed or shared the more safely, the better it is protected; a machine is just sold."""
    common = set(need.modes) & set(offer.modes) if need.modes and offer.modes else set(need.modes or offer.modes)
    if not common & _KNOWLEDGE:
        return None
    return _same(_PROTECTED[offer.ip])
