"""Tests of the bus's read side."""
