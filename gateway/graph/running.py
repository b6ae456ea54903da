"""Runs documents: for the endpoint and, in process, for the pages."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any, cast

from graphql import ExecutionResult, GraphQLError, execute, get_operation_ast
from graphql.language import DocumentNode, OperationType

from gateway.clients import Commands, Drafts, Exchange, Persons
from gateway.clients.exchange import NO_EXCHANGE
from gateway.graph.context import Context, Search
from gateway.graph.documents import Documents, Prepared
from gateway.graph.errors import BadInput, Denied, coded
from gateway.graph.limits import CELLS
from gateway.graph.reading import Rows
from gateway.graph.schema import core, made
from gateway.graph.veil import VeiledRows
from gateway.graph.waiting import Waiting
from gateway.viewer import NOBODY, Viewer
from shared.errors import Forbidden
from shared.texts import translate

SECONDS = 10.0
NEEDS_STREAM = "A subscription needs a websocket, or `Accept: text/event-stream`."
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Needs:
    """What the schema needs from outside. `rows` gives the read model that is current now."""

    rows: Callable[[], Rows]
    search: Search
    commands: Commands
    drafts: Drafts
    waiting: Waiting
    persons: Persons
    exchange: Exchange = NO_EXCHANGE


class Graph:
    """The schema joined with what it reads."""

    def __init__(self, needs: Needs, seconds: float = SECONDS) -> None:
        self._needs, self._seconds = needs, seconds
        self._schema = core(made())
        self._documents = Documents(self._schema)
        self._arrived: set[str] = set()

    async def run(
        self,
        document: str,
        variables: Mapping[str, Any] | None = None,
        viewer: Viewer = NOBODY,
        after: str = "",
        language: str = "vi",
        operation: str | None = None,
        reading: bool = False,
    ) -> Answer:
        """The GraphQL answer: `data`, `errors` where there are any, `extensions.stale` when `after` was in vain.

        `reading` refuses mutations; a subscription is refused always. Nothing is raised: what goes wrong stands in
        `errors`, each with a code.
        """
        prepared = self._documents.prepare(document)
        if prepared.document is None:
            return {"errors": [coded(e, prepared.code) for e in prepared.errors]}
        kind = _kind(prepared.document, operation)
        if kind is OperationType.SUBSCRIPTION:
            return {"errors": [coded(BadInput("needs_stream", NEEDS_STREAM))]}
        if not _may(kind, viewer):
            return {"errors": [coded(Denied(Forbidden.code, translate(Forbidden.text, language)))]}
        if reading and kind is OperationType.MUTATION:
            return {"errors": [coded(BadInput("method_not_allowed", "A mutation is sent by POST."))]}
        rows = self.rows()
        fresh = not after or await self.known(viewer, after)
        answer = await self._execute(prepared, variables, operation, self._context(prepared, viewer, rows, language))
        return answer if fresh else {**answer, "extensions": {"stale": True}}

    def streams(self, document: str, operation: str | None = None) -> bool:
        """Whether the document can run and is a subscription, which `run` refuses and `look` answers."""
        prepared = self._documents.prepare(document)
        return prepared.document is not None and _kind(prepared.document, operation) is OperationType.SUBSCRIPTION

    async def look(
        self,
        document: str,
        variables: Mapping[str, Any],
        operation: str | None,
        viewer: Viewer,
        rows: Rows,
        language: str,
    ) -> Answer:
        """What a subscription shows now, under the same limits and rules as a query, read through `rows`."""
        prepared = self._documents.prepare(document)
        if not viewer.may_read:
            return {"errors": [coded(Denied(Forbidden.code, translate(Forbidden.text, language)))]}
        return await self._execute(prepared, variables, operation, self._context(prepared, viewer, rows, language))

    def rows(self) -> Rows:
        """The read model that is current now."""
        return self._needs.rows()

    async def known(self, viewer: Viewer, after: str) -> bool:
        """Whether the read model has what the viewer waits for, after two seconds at most."""
        return await self._needs.waiting.known(viewer, after, self.rows())

    def _context(self, prepared: Prepared, viewer: Viewer, rows: Rows, language: str) -> Context:
        needs = self._needs
        most = CELLS // max(prepared.fields, 1)
        asked = (needs.search, needs.commands, needs.drafts, needs.waiting, needs.persons, needs.exchange)
        return Context(viewer, VeiledRows(rows, self._arrived), *asked, language, most)

    async def _execute(
        self, prepared: Prepared, variables: Mapping[str, Any] | None, operation: str | None, context: Context
    ) -> Answer:
        try:
            async with asyncio.timeout(self._seconds):
                result = execute(
                    self._schema,
                    cast(DocumentNode, prepared.document),
                    context_value=context,
                    variable_values=dict(variables or {}),
                    operation_name=operation,
                    hide_suggestions=True,
                )
                return _answer(await result if isawaitable(result) else result)
        except TimeoutError:
            return {"data": None, "errors": [coded(Denied("timeout", "This took too long; ask for less."))]}


def _kind(document: DocumentNode, operation: str | None) -> OperationType | None:
    found = get_operation_ast(document, operation)
    return found.operation if found else None


def _may(kind: OperationType | None, viewer: Viewer) -> bool:
    """Whether a program with a person's token was given what an operation needs."""
    return viewer.may_write if kind is OperationType.MUTATION else viewer.may_read


def _answer(result: ExecutionResult) -> Answer:
    if not result.errors:
        return {"data": result.data}
    errors = [coded(error, _code(error)) for error in result.errors]
    started = result.data is not None or any(error.path for error in result.errors)
    return {"data": result.data, "errors": errors} if started else {"errors": errors}


def _code(error: GraphQLError) -> str:
    """Without a path nothing was executed: the variables or the operation's name did not fit."""
    return "internal" if error.path else "invalid_request"
