"""What judging tells, as rows. Of a scoresheet nothing is shown but where it stands: no mark reaches the read model."""

from collections.abc import Iterable, Mapping

from gateway.projections.rows import Fields, Index, Projected, row_of
from shared.bus.messages import Incoming
from shared.bus.projection import Copy, Row
from shared.contracts.events import Told
from shared.contracts.judging import events as told
from shared.contracts.judging.ids import candidate_id, result_id
from shared.contracts.judging.values import (
    AssignmentStatus,
    CandidateStatus,
    ConflictStatus,
    JudgeStatus,
    Placed,
    RoundStatus,
    ScoresheetStatus,
)
from shared.contracts.values import Text
from shared.ids import derived_id

OPEN, PUBLISHED = "sealed", "published"
"""Where a result stands."""


def _award(event: told.AwardOpened | told.AwardSnapshot) -> Fields:
    place = {**event.place.model_dump(), "award_id": event.award_id}
    return {**place, "name": event.name.model_dump(), "prize": event.prize and event.prize.model_dump()}


def _rubric(event: told.RubricSaved | told.RubricSnapshot) -> Fields:
    return {
        **event.place.model_dump(),
        "rubric_id": event.rubric_id,
        "award_id": event.award_id,
        "number": event.number,
        "name": event.name.model_dump(),
        "criteria": [c.model_dump(mode="json") for c in event.criteria],
        "saved_at": event.saved_at,
    }


def _candidate(event: told.CandidateAdmitted | told.CandidateSnapshot) -> Fields:
    return {
        **event.place.model_dump(),
        "candidate_id": event.candidate_id,
        "award_id": event.award_id,
        "entry_id": event.entry_id,
        "organisation_id": event.organisation_id,
        "by_hand": event.by_hand,
        "status": CandidateStatus.ELIGIBLE.value,
        "reason": None,
    }


def _removed(event: told.CandidateRemoved) -> Fields:
    return {"status": CandidateStatus.REMOVED.value, "reason": event.reason.value}


def _candidate_snapshot(event: told.CandidateSnapshot) -> Fields:
    return {**_candidate(event), "status": event.status.value, "reason": event.reason and event.reason.value}


def _rules(event: told.RoundOpened | told.RoundRevised | told.RoundSnapshot) -> Fields:
    return {
        "name": event.name.model_dump(),
        "rubric_id": event.rubric_id,
        "rubric_number": event.rubric_number,
        "criteria": [c.model_dump(mode="json") for c in event.criteria],
        "policy": event.policy.model_dump(mode="json"),
        "scores_until": event.scores_until,
    }


def _round(event: told.RoundOpened | told.RoundSnapshot) -> Fields:
    return {
        **event.place.model_dump(),
        **_rules(event),
        "round_id": event.round_id,
        "award_id": event.award_id,
        "result_id": result_id(event.round_id),
        "kind": event.kind.value,
        "opened_at": event.opened_at,
        "locked": False,
        "status": RoundStatus.OPEN.value,
        "closed_at": None,
    }


def _locked(_: told.RoundLocked) -> Fields:
    return {"locked": True}


def _closed(event: told.RoundClosed) -> Fields:
    return {"status": RoundStatus.CLOSED.value, "closed_at": event.closed_at}


def _round_snapshot(event: told.RoundSnapshot) -> Fields:
    stands = {"locked": event.locked, "status": event.status.value, "closed_at": event.closed_at}
    return {**_round(event), **stands}


def _of_judge(event: told.JudgeInvited | told.JudgeAccepted | told.JudgeSnapshot) -> Fields:
    return {
        **event.place.model_dump(),
        "judge_id": event.judge_id,
        "award_id": event.award_id,
        "person_id": event.person_id,
        **_expertise(event),
    }


def _expertise(
    event: told.JudgeInvited | told.JudgeAccepted | told.JudgeSnapshot | told.ExpertiseRevised,
) -> Fields:
    return event.expertise.model_dump(mode="json")


def _invited(event: told.JudgeInvited) -> Fields:
    return {
        **_of_judge(event),
        "status": JudgeStatus.INVITED.value,
        "invited_by": event.invited_by,
        "changed_at": event.invited_at,
    }


def _accepted(event: told.JudgeAccepted) -> Fields:
    return {**_of_judge(event), "status": JudgeStatus.ACCEPTED.value, "changed_at": event.accepted_at}


def _declined(event: told.JudgeDeclined) -> Fields:
    status = JudgeStatus.LEFT if event.had_accepted else JudgeStatus.DECLINED
    return {"status": status.value, "changed_at": event.declined_at}


def _judge_snapshot(event: told.JudgeSnapshot) -> Fields:
    stands = {"status": event.status.value, "invited_by": event.invited_by, "changed_at": event.changed_at}
    return {**_of_judge(event), **stands}


def _conflict(event: told.ConflictRaised | told.ConflictSnapshot) -> Fields:
    return {
        **event.place.model_dump(),
        "conflict_id": event.conflict_id,
        "award_id": event.award_id,
        "judge_id": event.judge_id,
        "person_id": event.person_id,
        "entry_id": event.entry_id,
        "kind": event.kind.value,
        "evidence": [e.model_dump() for e in event.evidence],
        "found": event.raised_by is None,
        "note": event.note and event.note.model_dump(),
        "raised_at": event.raised_at,
        "status": ConflictStatus.RAISED.value,
        "settled_by": None,
        "settled_at": None,
        "reason": None,
    }


def _settled(event: told.ConflictSettled) -> Fields:
    return {
        "status": event.status.value,
        "settled_by": event.settled_by,
        "settled_at": event.settled_at,
        "reason": event.reason.model_dump(),
    }


def _conflict_snapshot(event: told.ConflictSnapshot) -> Fields:
    return {
        **_conflict(event),
        "status": event.status.value,
        "settled_by": event.settled_by,
        "settled_at": event.settled_at,
        "reason": event.reason and event.reason.model_dump(),
    }


def _assignment(event: told.JudgeAssigned | told.AssignmentSnapshot) -> Fields:
    return {
        **event.place.model_dump(),
        "assignment_id": event.assignment_id,
        "award_id": event.award_id,
        "round_id": event.round_id,
        "judge_id": event.judge_id,
        "person_id": event.person_id,
        "entry_id": event.entry_id,
        "candidate_id": candidate_id(event.award_id, event.entry_id),
        "origin": event.origin.value,
        "fit": event.fit,
        "assigned_at": event.assigned_at,
        "status": AssignmentStatus.ASSIGNED.value,
        "recusal_reason": None,
        "abstained": False,
        "recused_at": None,
    }


def _unassigned(_: told.JudgeUnassigned) -> Fields:
    return {"status": AssignmentStatus.UNASSIGNED.value}


def _recused(event: told.JudgeRecused) -> Fields:
    return {
        "status": AssignmentStatus.RECUSED.value,
        "recusal_reason": event.reason.value,
        "abstained": event.abstained,
        "recused_at": event.recused_at,
    }


def _assignment_snapshot(event: told.AssignmentSnapshot) -> Fields:
    return {
        **_assignment(event),
        "status": event.status.value,
        "recusal_reason": event.reason and event.reason.value,
        "abstained": event.abstained,
        "recused_at": event.recused_at,
    }


def _begun(_: told.ScoresheetBegun) -> Fields:
    return {"sheet_status": ScoresheetStatus.IN_PROGRESS.value, "sheet_submitted_at": None}


def _submitted(event: told.ScoresheetSubmitted) -> Fields:
    status = ScoresheetStatus.LATE if event.late else ScoresheetStatus.SUBMITTED
    return {"sheet_status": status.value, "sheet_submitted_at": event.submitted_at}


def _late(_: told.ScoresheetLate) -> Fields:
    return {"sheet_status": ScoresheetStatus.LATE.value}


def _reopened(_: told.ScoresheetReopened) -> Fields:
    return {"sheet_status": ScoresheetStatus.REOPENED.value}


def _sheet(event: told.ScoresheetSnapshot) -> Fields:
    return {"sheet_status": event.status.value, "sheet_submitted_at": event.submitted_at}


def _sealed(event: told.ResultSealed | told.ResultSnapshot) -> Fields:
    return {
        **event.place.model_dump(),
        "result_id": event.result_id,
        "award_id": event.award_id,
        "round_id": event.round_id,
        "number": event.number,
        "sealed_hash": event.sealed_hash,
        "sealed_at": event.sealed_at,
        "status": OPEN,
        "published_at": None,
    }


def _published(incoming: Incoming) -> Iterable[Row]:
    """The result's own row, and one for each place: none of these is there before."""
    event, seq = incoming.event, incoming.envelope.seq
    if isinstance(event, told.ResultPublished):
        stands = {"status": PUBLISHED, "published_at": event.published_at}
        yield Row("results", event.result_id, "result", seq, stands)
        yield from _placings(event, event.award, event.round, event.places, seq)


def _result_snapshot(incoming: Incoming) -> Iterable[Row]:
    event, seq = incoming.event, incoming.envelope.seq
    if not isinstance(event, told.ResultSnapshot):
        return
    stands = {"status": PUBLISHED if event.published_at else OPEN, "published_at": event.published_at}
    yield Row("results", event.result_id, "result", seq, {**_sealed(event), **stands})
    if event.published_at and event.award and event.round:
        yield from _placings(event, event.award, event.round, event.places, seq)


def _placings(
    event: told.ResultPublished | told.ResultSnapshot, award: Text, round_: Text, places: Iterable[Placed], seq: int
) -> Iterable[Row]:
    for placed in places:
        id_ = derived_id("placing", event.result_id, placed.entry_id)
        fields = {
            **event.place.model_dump(),
            "placing_id": id_,
            "award_id": event.award_id,
            "round_id": event.round_id,
            "award_name": award.model_dump(),
            "round_name": round_.model_dump(),
            "published_at": event.published_at,
            **placed.model_dump(),
        }
        yield Row("placings", id_, "result", seq, fields)


def _job(event: told.JobChanged | told.JobSnapshot) -> Fields:
    return {
        "job_id": event.job_id,
        "tenant_id": event.tenant_id,
        "requested_by": event.requested_by,
        "status": event.status.value,
        "done": event.done,
        "total": event.total,
        "problems": event.problems,
        "outcome": event.outcome,
        "asked_at": event.asked_at,
        "changed_at": event.changed_at,
    }


PROJECTED: Mapping[type[Told], Projected] = {
    told.AwardOpened: row_of("awards", "award", _award),
    told.AwardSnapshot: row_of("awards", "award", _award),
    told.RubricSaved: row_of("rubrics", "rubric", _rubric),
    told.RubricSnapshot: row_of("rubrics", "rubric", _rubric),
    told.CandidateAdmitted: row_of("candidates", "candidate", _candidate),
    told.CandidateRemoved: row_of("candidates", "candidate", _removed),
    told.CandidateSnapshot: row_of("candidates", "candidate", _candidate_snapshot),
    told.RoundOpened: row_of("rounds", "round", _round),
    told.RoundRevised: row_of("rounds", "round", _rules),
    told.RoundLocked: row_of("rounds", "round", _locked),
    told.RoundClosed: row_of("rounds", "round", _closed),
    told.RoundSnapshot: row_of("rounds", "round", _round_snapshot),
    told.JudgeInvited: row_of("judges", "judge", _invited),
    told.JudgeAccepted: row_of("judges", "judge", _accepted),
    told.JudgeDeclined: row_of("judges", "judge", _declined),
    told.ExpertiseRevised: row_of("judges", "judge", _expertise),
    told.JudgeSnapshot: row_of("judges", "judge", _judge_snapshot),
    told.ConflictRaised: row_of("conflicts", "conflict", _conflict),
    told.ConflictSettled: row_of("conflicts", "conflict", _settled),
    told.ConflictSnapshot: row_of("conflicts", "conflict", _conflict_snapshot),
    told.JudgeAssigned: row_of("assignments", "assignment", _assignment),
    told.JudgeUnassigned: row_of("assignments", "assignment", _unassigned),
    told.JudgeRecused: row_of("assignments", "assignment", _recused),
    told.AssignmentSnapshot: row_of("assignments", "assignment", _assignment_snapshot),
    told.ScoresheetBegun: row_of("assignments", "scoresheet", _begun),
    told.ScoresheetSubmitted: row_of("assignments", "scoresheet", _submitted),
    told.ScoresheetLate: row_of("assignments", "scoresheet", _late),
    told.ScoresheetReopened: row_of("assignments", "scoresheet", _reopened),
    told.ScoresheetSnapshot: row_of("assignments", "scoresheet", _sheet),
    told.ResultSealed: row_of("results", "result", _sealed),
    told.ResultPublished: _published,
    told.ResultSnapshot: _result_snapshot,
    told.JobChanged: row_of("assignment_jobs", "job", _job),
    told.JobSnapshot: row_of("assignment_jobs", "job", _job),
}

INDEXES: Mapping[str, tuple[Index, ...]] = {
    "awards": ((("programme_id", 1), ("_id", 1)), (("tenant_id", 1), ("_id", 1))),
    "rubrics": ((("award_id", 1), ("saved_at", 1), ("_id", 1)),),
    "candidates": ((("award_id", 1), ("_id", 1)), (("entry_id", 1),), (("organisation_id", 1),)),
    "rounds": ((("award_id", 1), ("opened_at", 1), ("_id", 1)),),
    "judges": ((("award_id", 1), ("_id", 1)), (("person_id", 1), ("_id", 1))),
    "conflicts": ((("award_id", 1), ("_id", 1)), (("person_id", 1),), (("judge_id", 1),)),
    "assignments": (
        (("round_id", 1), ("_id", 1)),
        (("person_id", 1), ("_id", 1)),
        (("judge_id", 1), ("_id", 1)),
        (("entry_id", 1),),
    ),
    "results": ((("round_id", 1),),),
    "placings": (
        (("round_id", 1), ("place", 1), ("_id", 1)),
        (("award_id", 1), ("place", 1), ("_id", 1)),
        (("entry_id", 1),),
        (("organisation_id", 1),),
    ),
    "assignment_jobs": ((("requested_by", 1), ("asked_at", -1), ("_id", -1)),),
}

_OF_ENTRY = {"of": "entries", "by": "entry_id", "source": "entry", "within": "tenant_id"}
_OF_ORGANISATION = {"of": "organisations", "by": "organisation_id", "source": "organisation", "within": "tenant_id"}
COPIES: tuple[Copy, ...] = (
    Copy(name="entry", into="assignments", fields=("title", "summary", "description", "tags"), **_OF_ENTRY),
    Copy(name="entry", into="candidates", fields=("title", "title_key", "summary", "tags"), **_OF_ENTRY),
    Copy(name="organisation", into="candidates", fields=("name",), **_OF_ORGANISATION),
    Copy(name="entry", into="placings", fields=("title",), **_OF_ENTRY),
    Copy(name="organisation", into="placings", fields=("name",), **_OF_ORGANISATION),
)
"""A judge reads what is scored, and everybody who was placed, without the right to see all of an entry."""
