"""The nouns of judging."""

from services.judging.domain import assignment, award, candidate, conflict, judge, result, rubric, scoresheet
from services.judging.domain import round as rounds
from services.judging.domain.assignment import Assignment
from services.judging.domain.award import Award
from services.judging.domain.candidate import Candidate
from services.judging.domain.conflict import Conflict
from services.judging.domain.judge import Judge
from services.judging.domain.result import Result
from services.judging.domain.round import Round
from services.judging.domain.rubric import Rubric
from services.judging.domain.scoresheet import Scoresheet
from shared.bus.jobs import Jobs
from shared.bus.nouns import Noun
from shared.contracts.judging.commands.jobs import JOB_COMMANDS
from shared.contracts.judging.events import JobChanged, JobSnapshot

JOBS = Jobs(JobChanged, JobSnapshot, JOB_COMMANDS)
AWARD = Noun("award", "awards", Award, award.apply, award.places, award.snapshot)
RUBRIC = Noun("rubric", "rubrics", Rubric, rubric.apply, rubric.places, rubric.snapshot)
CANDIDATE = Noun("candidate", "candidates", Candidate, candidate.apply, candidate.places, candidate.snapshot)
ROUND = Noun("round", "rounds", Round, rounds.apply, rounds.places, rounds.snapshot)
JUDGE = Noun("judge", "judges", Judge, judge.apply, judge.places, judge.snapshot)
CONFLICT = Noun("conflict", "conflicts", Conflict, conflict.apply, conflict.places, conflict.snapshot)
ASSIGNMENT = Noun("assignment", "assignments", Assignment, assignment.apply, assignment.places, assignment.snapshot)
SCORESHEET = Noun("scoresheet", "scoresheets", Scoresheet, scoresheet.apply, scoresheet.places, scoresheet.snapshot)
RESULT = Noun("result", "results", Result, result.apply, result.places, result.snapshot)
NOUNS = (AWARD, RUBRIC, CANDIDATE, ROUND, JUDGE, CONFLICT, ASSIGNMENT, SCORESHEET, RESULT, JOBS.noun)
FOUND_BY = {
    CANDIDATE.name: ("award_id", "entry_id"),
    JUDGE.name: ("award_id",),
    CONFLICT.name: ("award_id", "judge_id", "entry_id"),
    ASSIGNMENT.name: ("round_id", "judge_id"),
    SCORESHEET.name: ("round_id",),
    AWARD.name: ("place.programme_id",),
}
"""What the aggregates of a noun are found by, each with an index; people have theirs by their own data."""
