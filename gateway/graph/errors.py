"""Answers that are not the domain's: what stands in `errors`, each with a code in its extensions."""

import logging
from collections.abc import Mapping

from graphql import GraphQLError

log = logging.getLogger(__name__)

CODES: Mapping[str, str] = {
    "bad_cursor": "A cursor of another list or order.",
    "bad_filter": "A filter with too many values.",
    "bad_json": "A body that is no JSON.",
    "bad_order": "An order by relevance without a search.",
    "bad_page": "A page of no possible size, or too many ids.",
    "bad_request": "A body that is no GraphQL request.",
    "bad_search": "A search that is too long.",
    "internal": "A fault of ours; it is recorded.",
    "invalid_document": "A document that is not GraphQL, or not of this schema.",
    "invalid_request": "Variables or an operation's name that do not fit the document.",
    "method_not_allowed": "A mutation by GET.",
    "needs_stream": "A subscription sent as if one answer were enough.",
    "not_acceptable": "The client takes none of the types that there are.",
    "search_unavailable": "The full-text index is being built.",
    "timeout": "The answer would have taken too long.",
    "too_expensive": "The document is too deep, too wide, or asks for too many rows.",
    "too_large": "The document or the body is too long.",
    "too_many": "More connections or operations at once than one viewer has.",
    "unsupported_media_type": "A body of another type than JSON.",
}
"""What can stand in `extensions.code` beside the refusals' codes, the same for ever."""


class BadInput(GraphQLError):
    """An argument that no answer can be given to."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message, extensions={"code": code})


class Denied(GraphQLError):
    """The document costs more than the gateway answers, or nobody is behind the request."""

    def __init__(self, code: str, message: str, **more: str | int) -> None:
        super().__init__(message, extensions={"code": code, **more})


NOT_YET = "not_yet"


class NotYet(GraphQLError):
    """What is watched has not happened: a subscription goes on and tells nothing, so nobody ever reads this."""

    def __init__(self) -> None:
        super().__init__("It has not happened yet.", extensions={"code": NOT_YET})


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
