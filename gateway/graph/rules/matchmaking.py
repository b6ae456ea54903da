"""Who may see matches: the members of the two sides, and the staff of the tenant."""

from collections.abc import Mapping

from gateway.graph.conditions import Condition, where_is
from gateway.graph.rules.rule import TypeRule, all_seen, holding, own
from gateway.viewer import Viewer
from shared.contracts.accounts.roles import RoleName


def match_staff(viewer: Viewer) -> Condition:
    """Organisers, secretaries and moderators; one of a lower place sees nothing, since no match has one."""
    return holding(viewer, RoleName.ORGANISER, RoleName.SECRETARY, RoleName.MODERATOR)


def speaking(viewer: Viewer, side: str) -> Condition:
    """Who belongs to a side's organisation, by its id or by its pseudonym, which the exchange tells them alone."""
    found = own(viewer, f"{side}_owner.belonging")
    for pseudonym in viewer.pseudonyms:
        found |= where_is(**{f"{side}_owner_id": pseudonym})
    return found


def match_rows(viewer: Viewer) -> Condition:
    """Members of either side, and the staff."""
    return match_staff(viewer) | speaking(viewer, "need") | speaking(viewer, "offer")


def need_answers(viewer: Viewer) -> Condition:
    """What the need's side has said is for its members and the staff: the other learns of it when both agree."""
    return match_staff(viewer) | speaking(viewer, "need")


def offer_answers(viewer: Viewer) -> Condition:
    """What the offer's side has said, likewise."""
    return match_staff(viewer) | speaking(viewer, "offer")


RULES: Mapping[str, TypeRule] = {
    "Match": TypeRule(
        match_rows,
        {
            **all_seen(
                "id", "matchId", "tenantId", "need", "offer", "needId", "offerId", "score", "needScore", "offerScore",
                "factors", "words", "news", "weightsVersion", "suggestedAt", "over", "mutual", "viewerSides", "tenant",
            ),
            "needStance": need_answers,
            "needReason": need_answers,
            "needAnsweredAt": need_answers,
            "offerStance": offer_answers,
            "offerReason": offer_answers,
            "offerAnsweredAt": offer_answers,
        },
    ),
}  # fmt: skip

CARRIERS = frozenset({"MatchFactor", "MatchListing", "MatchPrice"})
