"""The contract of judging: awards, rubrics, rounds, judges, scoresheets, results."""
