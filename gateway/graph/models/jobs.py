"""Rows of long work."""

from collections.abc import Mapping

from gateway.graph.models.model import Model

MODELS: Mapping[str, Model] = {
    "Job": Model("Job", "jobs", "job"),
}
