"""Rows of consent and of requests about own data."""

from collections.abc import Mapping

from gateway.graph.models.model import Model

MODELS: Mapping[str, Model] = {
    "Consent": Model("Consent", "consents", "consent"),
    "DataRequest": Model("DataRequest", "data_requests", "data_request"),
}
