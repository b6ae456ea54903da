"""The services' REST APIs as OpenAPI documents, as they are reached through the gateway."""

import importlib
import json
from dataclasses import fields
from typing import Any

from shared.services import SERVICES


def files() -> dict[str, str]:
    """One document for each service, by its path."""
    return {f"docs/openapi/{name}.json": _text(document(name)) for name in SERVICES}


def document(service: str) -> dict[str, Any]:
    """What the service's routes say of themselves; nothing is started, so the parts behind them are absent."""
    api = importlib.import_module(f"services.{service}.api")
    parts = dict.fromkeys(f.name for f in fields(api.Parts))
    app = getattr(api, f"{service}_app")(api.Parts(**{**parts, "checks": {}}))
    described: dict[str, Any] = app.openapi()
    return {**described, "servers": [{"url": f"/api/{service}", "description": "Through the gateway."}]}


def _text(described: dict[str, Any]) -> str:
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"
