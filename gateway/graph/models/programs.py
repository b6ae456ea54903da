"""Rows of programs that ask."""

from collections.abc import Mapping

from gateway.graph.models.model import Model

MODELS: Mapping[str, Model] = {
    "ApiClient": Model("ApiClient", "api_clients", "api_client"),
    "PersonalToken": Model("PersonalToken", "personal_tokens", "personal_token"),
}
