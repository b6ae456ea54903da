"""What no score mends: a need's least readiness and its budget, and that nobody is matched with themselves.

The index asks the same of every listing in its query; here it is said once more, as the rule of which a test compares
that query with.
"""

from collections.abc import Mapping
from enum import StrEnum

from services.matchmaking.domain.listing import Facts
from shared.contracts.exchange.values import SubjectKind


class Limit(StrEnum):
    """Why an offer is refused before it is scored."""

    READINESS = "readiness"
    BUDGET = "budget"
    SUBJECT = "subject"
    OWN = "own"


_THINGS = frozenset((SubjectKind.TECHNOLOGY, SubjectKind.EQUIPMENT, SubjectKind.SERVICE, SubjectKind.RESEARCH_PARTNER))
MEETS: Mapping[SubjectKind, frozenset[SubjectKind]] = {
    **dict.fromkeys(_THINGS, _THINGS),
    SubjectKind.INVESTMENT: frozenset((SubjectKind.INVESTMENT,)),
    SubjectKind.DISTRIBUTION: frozenset((SubjectKind.DISTRIBUTION,)),
}
"""What may answer what: who needs a machine may take the technology or the service that does its work."""


def refused_by(need: Facts, offer: Facts) -> Limit | None:
    """The first limit that an offer breaks; None where it passes. What isn't said breaks none."""
    if need.owner_id == offer.owner_id:
        return Limit.OWN
    if offer.subject not in MEETS[need.subject]:
        return Limit.SUBJECT
    if need.trl is not None and offer.trl is not None and offer.trl < need.trl:
        return Limit.READINESS
    if need.price is not None and offer.price is not None and _is_beyond(need, offer):
        return Limit.BUDGET
    return None


def _is_beyond(need: Facts, offer: Facts) -> bool:
    """Amounts of other currencies don't compare."""
    if need.price is None or offer.price is None or need.price.currency != offer.price.currency:
        return False
    return offer.price.least > need.price.most
