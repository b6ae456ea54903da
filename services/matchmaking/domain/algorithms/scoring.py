"""The score of a match: 100·Σ wᵢfᵢ/Σ wᵢ as either side sees it, joined by the harmonic mean, explained by factor."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.matchmaking.domain.algorithms import factors
from services.matchmaking.domain.algorithms.factors import Fit
from services.matchmaking.domain.algorithms.wording import Overlap, words_shown
from services.matchmaking.domain.listing import Facts
from shared.contracts.matchmaking.values import Factor, FactorFit, MatchScore

WEIGHTS_VERSION = 1
WEIGHTS: Mapping[Factor, int] = {
    Factor.TEXT: 40,
    Factor.PRICE: 15,
    Factor.READINESS: 15,
    Factor.SECTOR: 10,
    Factor.TRANSFER: 10,
    Factor.PLACE: 5,
    Factor.IP: 5,
}
"""The experts' weights, with which every tenant begins."""
LEAST_TEXT = 0.25
"""Below, the two don't speak of the same matter, however well their figures agree."""
LEAST_SCORE = 45
"""Below, nobody is alerted."""


@dataclass(frozen=True, slots=True)
class Overlaps:
    """What the need's text finds in the offer's, and the other way round."""

    need: Overlap
    offer: Overlap


def harmonic(one: float, other: float) -> float:
    """The harmonic mean: of two it is nearer to the lower."""
    return 2 * one * other / (one + other) if one + other else 0.0


def alike(overlaps: Overlaps) -> float:
    """How far the two texts speak of the same matter, for both sides together."""
    return harmonic(overlaps.need.fit, overlaps.offer.fit)


def score(need: Facts, offer: Facts, overlaps: Overlaps, weights: Mapping[Factor, int] = WEIGHTS) -> MatchScore:
    """How well the two fit, and why."""
    fits = {factor: fit for factor, fit in _fits(need, offer, overlaps).items() if fit is not None}
    by_need = _weighed({factor: fit.need for factor, fit in fits.items()}, weights)
    by_offer = _weighed({factor: fit.offer for factor, fit in fits.items()}, weights)
    return MatchScore(
        score=round(harmonic(by_need, by_offer)),
        need=round(by_need),
        offer=round(by_offer),
        factors=tuple(_told(factor, fits[factor], weights[factor]) for factor in weights if factor in fits),
        words=tuple(words_shown((overlaps.need.found, overlaps.offer.found))),
        weights_version=WEIGHTS_VERSION,
    )


def is_worth_telling(found: MatchScore, overlaps: Overlaps) -> bool:
    """Whether anybody is to be alerted of it."""
    return alike(overlaps) >= LEAST_TEXT and found.score >= LEAST_SCORE


def _fits(need: Facts, offer: Facts, overlaps: Overlaps) -> Mapping[Factor, Fit | None]:
    return {
        Factor.TEXT: Fit(overlaps.need.fit, overlaps.offer.fit),
        Factor.PRICE: factors.price(need, offer),
        Factor.READINESS: factors.readiness(need, offer),
        Factor.SECTOR: factors.sector(need, offer),
        Factor.TRANSFER: factors.transfer(need, offer),
        Factor.PLACE: factors.place(need, offer),
        Factor.IP: factors.protection(need, offer),
    }


def _weighed(fits: Mapping[Factor, float], weights: Mapping[Factor, int]) -> float:
    counted = sum(weights[factor] for factor in fits)
    return 100 * sum(weights[factor] * fit for factor, fit in fits.items()) / counted if counted else 0.0


def _told(factor: Factor, fit: Fit, weight: int) -> FactorFit:
    return FactorFit(factor=factor, weight=weight, need=round(100 * fit.need), offer=round(100 * fit.offer))
