"""What comes of commands to judging."""

from collections.abc import Mapping

from gateway.graph.results.result import Result
from gateway.graph.types.judging import (
    Assignment,
    AssignmentJob,
    Award,
    Candidate,
    Conflict,
    Judge,
    Round,
    RoundResult,
    Rubric,
)
from shared.contracts.commands import Command
from shared.contracts.judging import commands as judging

RESULTS: Mapping[type[Command], Result] = {
    judging.OpenAward: Result(Award),
    judging.SaveRubric: Result(Rubric),
    judging.AdmitEntry: Result(Candidate),
    judging.RemoveCandidate: Result(Candidate),
    judging.OpenRound: Result(Round),
    judging.ReviseRound: Result(Round),
    judging.CloseRound: Result(Round),
    judging.SealResult: Result(RoundResult),
    judging.PublishResult: Result(RoundResult),
    judging.InviteJudge: Result(Judge),
    judging.AcceptJudging: Result(Judge),
    judging.DeclineJudging: Result(Judge),
    judging.ReviseExpertise: Result(Judge),
    judging.DeclareConflict: Result(Conflict),
    judging.SettleConflict: Result(Conflict),
    judging.AssignJudge: Result(Assignment),
    judging.UnassignJudge: Result(Assignment),
    judging.RecuseJudge: Result(Assignment),
    judging.AbstainFromEntry: Result(Assignment),
    judging.SubmitScoresheet: Result(Assignment),
    judging.ReopenScoresheet: Result(Assignment),
    judging.RequestAssignment: Result(AssignmentJob),
    judging.AdoptAssignment: Result(AssignmentJob),
    judging.CancelAssignment: Result(AssignmentJob),
}
