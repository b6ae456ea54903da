"""The trace of the request on whose behalf something is done, at hand for whatever is asked on the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_TRACE: ContextVar[str] = ContextVar("trace", default="")


def current_trace() -> str:
    """Its `traceparent`; empty where nothing is done for a request."""
    return _TRACE.get()


@contextmanager
def on_trace(traceparent: str) -> Iterator[str]:
    """Within, everything is on this trace, or goes on with the one around it where none is given."""
    token = _TRACE.set(traceparent or _TRACE.get())
    try:
        yield _TRACE.get()
    finally:
        _TRACE.reset(token)
