"""What may be asked of judging."""

from shared.contracts.judging.commands.awards import AdmitEntry, OpenAward, RemoveCandidate, SaveRubric
from shared.contracts.judging.commands.jobs import AdoptAssignment, CancelAssignment, RequestAssignment
from shared.contracts.judging.commands.judges import (
    AbstainFromEntry,
    AcceptJudging,
    AssignJudge,
    DeclareConflict,
    DeclineJudging,
    InviteJudge,
    RecuseJudge,
    ReviseExpertise,
    SettleConflict,
    UnassignJudge,
)
from shared.contracts.judging.commands.rounds import CloseRound, OpenRound, PublishResult, ReviseRound, SealResult
from shared.contracts.judging.commands.scoresheets import ReopenScoresheet, SaveMarks, SaveNote, SubmitScoresheet

__all__ = [
    "AbstainFromEntry",
    "AcceptJudging",
    "AdmitEntry",
    "AdoptAssignment",
    "AssignJudge",
    "CancelAssignment",
    "CloseRound",
    "DeclareConflict",
    "DeclineJudging",
    "InviteJudge",
    "OpenAward",
    "OpenRound",
    "PublishResult",
    "RecuseJudge",
    "RemoveCandidate",
    "ReopenScoresheet",
    "RequestAssignment",
    "ReviseExpertise",
    "ReviseRound",
    "SaveMarks",
    "SaveNote",
    "SaveRubric",
    "SealResult",
    "SettleConflict",
    "SubmitScoresheet",
    "UnassignJudge",
]
