"""Rows of matchmaking."""

from collections.abc import Mapping

from gateway.graph.models.model import Model

MODELS: Mapping[str, Model] = {"Match": Model("Match", "matches", "match")}
