"""Who may see matches: the members of the two sides, and the staff of the tenant."""

from collections.abc import Mapping

from gateway.graph.conditions import Condition
from gateway.graph.rules.rule import TypeRule, all_seen, holding, own
from gateway.viewer import Viewer
from shared.contracts.accounts.roles import RoleName


def match_staff(viewer: Viewer) -> Condition:
    """Organisers, secretaries and moderators; one of a lower place sees nothing, since no match has one."""
    return holding(viewer, RoleName.ORGANISER, RoleName.SECRETARY, RoleName.MODERATOR)


def match_rows(viewer: Viewer) -> Condition:
    """Members of either side, and the staff."""
    return match_staff(viewer) | own(viewer, "need_owner.belonging") | own(viewer, "offer_owner.belonging")


def need_answers(viewer: Viewer) -> Condition:
    """What the need's side has said is for its members and the staff: the other learns of it when both agree."""
    return match_staff(viewer) | own(viewer, "need_owner.belonging")


def offer_answers(viewer: Viewer) -> Condition:
    """What the offer's side has said, likewise."""
    return match_staff(viewer) | own(viewer, "offer_owner.belonging")


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
