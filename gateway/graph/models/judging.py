"""Rows of judging."""

from collections.abc import Mapping

from gateway.graph.models.model import Model

MODELS: Mapping[str, Model] = {
    "Award": Model("Award", "awards", "award"),
    "Rubric": Model("Rubric", "rubrics", "rubric"),
    "Round": Model("Round", "rounds", "round"),
    "Candidate": Model("Candidate", "candidates", "candidate"),
    "Judge": Model("Judge", "judges", "judge"),
    "Conflict": Model("Conflict", "conflicts", "conflict"),
    "Assignment": Model("Assignment", "assignments", "assignment"),
    "RoundResult": Model("RoundResult", "results", "result"),
    "Placing": Model("Placing", "placings", "result"),
    "AssignmentJob": Model("AssignmentJob", "assignment_jobs", "job"),
}
