"""Answers that are not the domain's: what stands in `errors`, each with a code in its extensions."""

import logging

from graphql import GraphQLError

log = logging.getLogger(__name__)


class BadInput(GraphQLError):
    """An argument that no answer can be given to."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message, extensions={"code": code})


class Denied(GraphQLError):
    """The document costs more than the gateway answers, or nobody is behind the request."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message, extensions={"code": code})


def coded(error: GraphQLError, code: str = "internal") -> dict[str, object]:
    """An error as it is answered: with a code, and nothing of what went wrong inside."""
    if error.original_error is not None and not isinstance(error.original_error, GraphQLError):
        log.error("a resolver failed", exc_info=error.original_error)
        return {
            "message": "Something went wrong here. It is recorded.",
            "path": error.path,
            "extensions": {"code": "internal"},
        }
    answer: dict[str, object] = {**error.formatted, "message": error.message.split(" Did you mean")[0]}
    found = error.extensions or (isinstance(error.original_error, GraphQLError) and error.original_error.extensions)
    answer["extensions"] = found or {"code": code}
    return answer
