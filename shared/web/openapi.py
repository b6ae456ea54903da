"""What OpenAPI says of a command: its body, and every refusal with an example."""

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from shared.contracts.commands import Command
from shared.errors import (
    CommandIdReused,
    Forbidden,
    InvalidCommandId,
    InvalidInput,
    NotFound,
    Refusal,
    TooLarge,
    Unauthenticated,
    Unavailable,
)
from shared.ids import ID_PATTERN
from shared.web.problems import MEDIA_TYPE, STATUS, problem

ALWAYS: tuple[type[Refusal], ...] = (
    InvalidInput,
    InvalidCommandId,
    CommandIdReused,
    Unauthenticated,
    Forbidden,
    NotFound,
    TooLarge,
    Unavailable,
)
"""The refusals that any command may meet."""
_SCHEMAS = "#/components/schemas/"


class Accepted(BaseModel):
    """What came of a command."""

    id: str
    """The aggregate."""
    seq: int
    """Its last told event: what a reader waits for."""
    result: dict[str, Any] | None = None
    """What the sender is told."""


class FieldProblem(BaseModel):
    """One field that does not fit."""

    pointer: str
    """Where it is, as a JSON pointer."""
    code: str
    detail: str


class Problem(BaseModel):
    """RFC 9457."""

    type: str
    title: str
    status: int
    code: str
    errors: list[FieldProblem] = []


def operation_of(command: type[Command]) -> dict[str, Any]:
    """The parts of the route's operation."""
    text = (command.__doc__ or "").strip()
    return {
        "operation_id": command.__name__,
        "summary": text.splitlines()[0],
        "description": text,
        "responses": {200: _accepted(), **_refusals((*command.refuses, *ALWAYS))},
        "openapi_extra": {
            "requestBody": {"required": True, "content": _json(f"{_SCHEMAS}{command.__name__}")},
            "parameters": [_command_id()],
            "security": [{"bearer": []}],
        },
    }


def describe(app: FastAPI, commands: Iterable[type[Command]]) -> None:
    """Adds the schemas of the commands to the app's OpenAPI."""
    models = [(c, "validation") for c in commands] + [(m, "serialization") for m in (Accepted, Problem)]

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            described = get_openapi(title=app.title, version=app.version, routes=app.routes)
            parts = described.setdefault("components", {})
            schemas = models_json_schema(models, ref_template=_SCHEMAS + "{model}")[1]["$defs"]  # type: ignore[arg-type]
            parts["schemas"] = {**parts.get("schemas", {}), **schemas}
            parts["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
            app.openapi_schema = described
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _accepted() -> dict[str, Any]:
    return {"description": "It is done.", "content": _json(f"{_SCHEMAS}Accepted")}


def _refusals(refusals: Iterable[type[Refusal]]) -> dict[int | str, Any]:
    by_status: dict[int, list[type[Refusal]]] = {}
    for refusal in refusals:
        by_status.setdefault(int(STATUS[refusal.kind]), []).append(refusal)
    return {status: _examples(found) for status, found in sorted(by_status.items())}


def _examples(refusals: list[type[Refusal]]) -> dict[str, Any]:
    examples = {r.code: {"summary": r.text, "value": problem(r(), "en")} for r in refusals}
    content = {"schema": {"$ref": f"{_SCHEMAS}Problem"}, "examples": examples}
    return {"description": " ".join(r.text for r in refusals), "content": {MEDIA_TYPE: content}}


def _json(ref: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": ref}}}


def _command_id() -> dict[str, Any]:
    return {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": "The command's id: sent again with the same id and body, it gives the same answer.",
        "schema": {"type": "string", "pattern": ID_PATTERN},
    }
