"""Rows of messages."""

from collections.abc import Mapping

from gateway.graph.models.model import Model

MODELS: Mapping[str, Model] = {
    "Message": Model("Message", "messages", "message"),
}
