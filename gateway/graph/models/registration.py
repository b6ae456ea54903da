"""Rows of registration."""

from collections.abc import Mapping

from gateway.graph.models.model import Model

MODELS: Mapping[str, Model] = {
    "Edition": Model("Edition", "editions", "edition"),
    "Programme": Model("Programme", "programmes", "programme"),
    "Entry": Model("Entry", "entries", "entry"),
    "Release": Model("Release", "releases", "release"),
}
