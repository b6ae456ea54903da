"""Moves facts: aggregates are folded and saved, the relay tells, consumers react and project."""
