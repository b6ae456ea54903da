"""Real panels: reviewers' affinities to papers, with the proved optimum of each."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from services.judging.domain.algorithms.assigning import Matrix, Problem

FOLDER = Path(__file__).parents[2].parent / "shared" / "data" / "assignment"
SETS = ("midl", "preflib1", "preflib2", "aamas2015")
CONFLICT = -1.0


@dataclass(frozen=True, slots=True)
class Panel:
    """One set."""

    fit: Matrix
    coverage: int
    load_max: int
    load_min: int | None
    optimum: float
    optimum_with_least: float | None

    def problem(self, least: int = 0) -> Problem:
        judges, entries = self.fit.shape
        return Problem(
            fit=np.maximum(self.fit, 0),
            allowed=self.fit >= 0,
            needs=np.full(entries, self.coverage),
            most=np.full(judges, self.load_max),
            least=np.full(judges, least),
        )


def panel(name: str) -> Panel:
    """Skips where the data are not at hand."""
    if not (FOLDER / f"{name}.csv").is_file():
        pytest.skip("the public panels stand beside the project, and are not here")
    about = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    fit = np.zeros((about["reviewers"], about["papers"]))
    with (FOLDER / f"{name}.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            fit[int(row["reviewer"]), int(row["paper"])] = float(row["affinity"])
    for reviewer, paper in about.get("conflicts") or ():
        fit[reviewer, paper] = CONFLICT
    best = about.get("optimum") or about["optimum_upper_bounds_only"]
    bounded = about.get("optimum_with_lower_bounds")
    limits = about["coverage"], about["load_max"], about["load_min"]
    return Panel(fit, *limits, best["total"], bounded["total"] if bounded else None)
