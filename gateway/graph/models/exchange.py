"""Rows of the exchange."""

from collections.abc import Mapping

from gateway.graph.models.model import Model

MODELS: Mapping[str, Model] = {
    "Listing": Model("Listing", "listings", "listing"),
    "Deal": Model("Deal", "deals", "deal"),
}
