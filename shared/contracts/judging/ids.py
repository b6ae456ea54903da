"""Ids that derive from others, so that what there can be one of is one aggregate."""

from shared.ids import derived_id


def candidate_id(award_id: str, entry_id: str) -> str:
    """An entry that is judged for an award."""
    return derived_id("judging candidate", award_id, entry_id)


def judge_id(award_id: str, person_id: str) -> str:
    """A person who judges for an award."""
    return derived_id("judging judge", award_id, person_id)


def conflict_id(judge: str, entry_id: str, kind: str) -> str:
    """A conflict of a judge with an entry."""
    return derived_id("judging conflict", judge, entry_id, kind)


def assignment_id(round_id: str, judge: str, entry_id: str) -> str:
    """A judge's entry in a round, and its scoresheet."""
    return derived_id("judging assignment", round_id, judge, entry_id)


def result_id(round_id: str) -> str:
    """The result of a round."""
    return derived_id("judging result", round_id)
