"""The messages of `graphql-transport-ws`, as they come and as they go; each that is none closes the connection."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from gateway.graph.requests import Asked, BadRequest, asked_of

PROTOCOL = "graphql-transport-ws"
FRAME = 64 * 1024
"""Bytes of a frame; a longer one closes the connection with 1009."""
LONGEST_ID = 128


class Closed(Exception):
    """The connection is to be closed, with a code of the protocol or of websockets."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, NOT_ACCEPTABLE, INIT_TIMEOUT, EXISTS, TOO_MANY_INITS = (
    4400, 4401, 4403, 4406, 4408, 4409, 4429,
)  # fmt: skip
GOING_AWAY, INTERNAL, TRY_LATER = 1001, 1011, 1013


@dataclass(frozen=True, slots=True)
class Init:
    """`connection_init`."""

    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subscribe:
    """`subscribe`: an operation of any kind."""

    id: str
    asked: Asked


@dataclass(frozen=True, slots=True)
class Complete:
    """`complete`: the client wants no more of an operation."""

    id: str


@dataclass(frozen=True, slots=True)
class Ping:
    """`ping`."""


@dataclass(frozen=True, slots=True)
class Pong:
    """`pong`."""


Message = Init | Subscribe | Complete | Ping | Pong


def message_of(text: str | None) -> Message:
    """The message of a frame. Raises `Closed` for what is none, and for a frame without text."""
    try:
        given: Any = orjson.loads(text or "")
    except orjson.JSONDecodeError:
        raise Closed(BAD_REQUEST, "This is no JSON.") from None
    match given:
        case {"type": "connection_init"}:
            return _init(given.get("payload"))
        case {"type": "subscribe", "id": str(id_), "payload": dict(payload)} if 0 < len(id_) <= LONGEST_ID:
            return _subscribe(id_, payload)
        case {"type": "complete", "id": str(id_)}:
            return Complete(id_)
        case {"type": "ping"}:
            return Ping()
        case {"type": "pong"}:
            return Pong()
    raise Closed(BAD_REQUEST, "This is no message of the protocol.")


def _init(payload: Any) -> Init:  # noqa: ANN401 - any JSON
    if payload is not None and not isinstance(payload, dict):
        raise Closed(BAD_REQUEST, "The payload of `connection_init` is an object.")
    return Init(payload or {})


def _subscribe(id_: str, payload: Mapping[str, Any]) -> Subscribe:
    try:
        return Subscribe(id_, asked_of(payload))
    except BadRequest as bad:
        raise Closed(BAD_REQUEST, bad.message) from None


def text_of(kind: str, id_: str | None = None, payload: Any = None) -> str:  # noqa: ANN401
    """A message to the client."""
    message = {"type": kind, "id": id_, "payload": payload}
    return orjson.dumps({name: value for name, value in message.items() if value is not None}).decode()
