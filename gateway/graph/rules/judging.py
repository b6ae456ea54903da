"""Who may see what of the judging. Awards, rubrics and rounds are public; a result is so once it is published.

Who leads the judging (organisers and chairs) and the secretary see who judges what; a judge sees the own judging alone,
and no other judge's scoresheet ever.
"""

from collections.abc import Mapping

from gateway.graph.conditions import Condition, where_is
from gateway.graph.rules.rule import TypeRule, all_seen, anyone, holding, own
from gateway.viewer import Viewer
from shared.contracts.accounts.roles import RoleName


def leaders(viewer: Viewer) -> Condition:
    """Organisers and chairs there."""
    return holding(viewer, RoleName.ORGANISER, RoleName.CHAIR)


def onlookers(viewer: Viewer) -> Condition:
    """Who leads, and the secretary."""
    return holding(viewer, RoleName.ORGANISER, RoleName.CHAIR, RoleName.SECRETARY)


def judges(viewer: Viewer) -> Condition:
    """Who looks on, and who judges there."""
    return onlookers(viewer) | holding(viewer, RoleName.JUDGE)


def judging(viewer: Viewer) -> Condition:
    """Who looks on, and the judge whom it is about."""
    return onlookers(viewer) | own(viewer, "person_id")


def words(viewer: Viewer) -> Condition:
    """Who leads, and the judge whom it is about."""
    return leaders(viewer) | own(viewer, "person_id")


def results(viewer: Viewer) -> Condition:
    """What is published; before that who leads the judging sees that it is sealed, and no place of it."""
    return where_is(status="published") | leaders(viewer)


def asker(viewer: Viewer) -> Condition:
    """Who asked for it."""
    return own(viewer, "requested_by")


RULES: Mapping[str, TypeRule] = {
    "Award": TypeRule(
        anyone,
        all_seen(
            "id", "awardId", "tenantId", "editionId", "programmeId", "name", "prize", "programme", "rounds", "rubrics",
            "leaderboard",
        ),
    ),
    "Rubric": TypeRule(
        anyone, all_seen("id", "rubricId", "awardId", "tenantId", "number", "name", "criteria", "savedAt")
    ),
    "Round": TypeRule(
        anyone,
        all_seen(
            "id", "roundId", "awardId", "tenantId", "editionId", "programmeId", "name", "kind", "rubricId",
            "rubricNumber", "criteria", "policy", "scoresUntil", "openedAt", "locked", "status", "closedAt", "result",
            "leaderboard",
        ),
    ),
    "RoundResult": TypeRule(
        results,
        all_seen(
            "id", "resultId", "roundId", "awardId", "tenantId", "number", "status", "sealedHash", "sealedAt",
            "publishedAt",
        ),
    ),
    "Placing": TypeRule(
        anyone,
        all_seen(
            "id", "placingId", "tenantId", "editionId", "programmeId", "awardId", "roundId", "entryId",
            "organisationId", "place", "total", "awardName", "roundName", "entryTitle", "organisationName",
            "publishedAt", "entry", "organisation",
        ),
    ),
    "Candidate": TypeRule(
        judges,
        {
            **all_seen(
                "id", "candidateId", "awardId", "tenantId", "entryId", "title", "summary", "tags", "byHand", "status",
                "reason", "entry", "award",
            ),
            "organisationId": onlookers,
            "organisationName": onlookers,
        },
    ),
    "Judge": TypeRule(
        judging,
        all_seen(
            "id", "judgeId", "awardId", "tenantId", "personId", "person", "status", "sectors", "keywords", "languages",
            "loadMax", "changedAt", "award",
        ),
    ),
    "Conflict": TypeRule(
        judging,
        {
            **all_seen(
                "id", "conflictId", "awardId", "tenantId", "judgeId", "entryId", "kind", "evidence", "found",
                "raisedAt", "status", "settledAt", "judge",
            ),
            "said": words,
            "reason": leaders,
        },
    ),
    "Assignment": TypeRule(
        judging,
        {
            **all_seen(
                "id", "assignmentId", "awardId", "roundId", "tenantId", "judgeId", "personId", "person", "entryId",
                "title", "summary", "description", "tags", "origin", "assignedAt", "status", "recusalReason",
                "abstained", "recusedAt", "sheetStatus", "sheetSubmittedAt", "round", "judge", "candidate",
            ),
            "fit": leaders,
        },
    ),
    "AssignmentJob": TypeRule(
        asker,
        all_seen(
            "id", "jobId", "tenantId", "status", "done", "total", "problems", "outcome", "requestedBy", "askedAt",
            "changedAt",
        ),
    ),
}  # fmt: skip

CARRIERS = frozenset({"Anchor", "Criterion", "Evidence", "RoundPolicy", "TieRule"})
