"""Answers that stay true: a subscription's document is read anew whenever something that it read has changed.

Nothing is pushed that was not read just then, as the viewer is at that moment. Who takes the answers slowly gets the
newest one next: there is no queue, only a mark that something has changed.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import timedelta

from gateway.clients import Refused
from gateway.graph.errors import NOT_YET, Denied, coded
from gateway.graph.requests import Asked
from gateway.graph.running import Answer, Graph
from gateway.graph.subscriptions.tellings import TICK, Tellings, Watch
from gateway.graph.subscriptions.watched import WatchedRows
from gateway.viewer import Viewer
from shared.bus.projected import belonging, tag
from shared.clock import Clock
from shared.errors import Kind, NotFound, Refusal, Unauthenticated, Unavailable
from shared.mongo import PyMongoError
from shared.texts import translate

Who = Callable[[], Awaitable[Viewer]]
"""Who is behind a subscription now. Raises `Refused` or a `Refusal` for a session or token that has ended."""
PAUSE = 0.2
"""Seconds between two readings of one subscription, so that what changes fast is read five times a second at most."""
LOOKS_EVERY = timedelta(seconds=25)
"""When the viewer is looked up though nothing was told. What was exchanged for a session is kept half a minute, so that
an ended one ends its subscriptions within a minute."""
PATIENCE = timedelta(minutes=1)
"""How long a subscription goes on, telling nothing, while nobody can say who is behind it."""


class Live:
    """Runs documents whose answers may be several."""

    def __init__(self, graph: Graph, tellings: Tellings, clock: Clock, pause: float = PAUSE) -> None:
        self.graph, self._tellings, self._clock, self._pause = graph, tellings, clock, pause

    async def answers(
        self, asked: Asked, who: Who, after: str = "", language: str = "vi"
    ) -> AsyncGenerator[Answer, None]:
        """One answer to a query or mutation; to a subscription one at once, and one whenever it is another.

        The last one holds no `data` where the document can't run, where nothing may be seen, or no longer, and where
        the session has ended. Without such a one a subscription ends with the process alone. Nothing is raised.
        """
        if not self.graph.streams(asked.query, asked.operation):
            yield await self._answer(asked, who, after, language)
            return
        reader, known = _Reader(self.graph, self._clock, asked, who, language), Answer()
        with self._tellings.watch() as watch:
            while not self._tellings.closed:
                with self._tellings.reading(watch):
                    answer = await reader.read(watch, after)
                if answer is None:
                    await asyncio.sleep(TICK)
                    continue
                if answer != known and not _is_silent(answer):
                    yield answer
                    known, after = answer, ""
                if _is_over(answer):
                    return
                await asyncio.sleep(self._pause)
                await watch.told(self._clock, reader.looked + LOOKS_EVERY)

    async def _answer(self, asked: Asked, who: Who, after: str, language: str) -> Answer:
        try:
            return await self.graph.run(
                asked.query, asked.variables, await who(), after, language, asked.operation, asked.reading
            )
        except (Refused, Refusal) as refused:
            return refused_answer(refused, language)
        except PyMongoError:
            return refused_answer(Unavailable(), language)


class _Reader:
    """Reads one subscription, as whoever began it."""

    def __init__(self, graph: Graph, clock: Clock, asked: Asked, who: Who, language: str) -> None:
        self._graph, self._clock, self._asked, self._who, self._language = graph, clock, asked, who, language
        self._began: Viewer | None = None
        self.looked = clock.now()

    async def read(self, watch: Watch, after: str) -> Answer | None:
        """What is to be seen now; None while nobody can say who is behind it."""
        try:
            return await self._read(await self._viewer(watch), watch, after)
        except (Refused, Refusal) as refused:
            return None if self._may_wait(refused.kind) else refused_answer(refused, self._language)
        except PyMongoError:
            return None if self._may_wait(Kind.BUSY) else refused_answer(Unavailable(), self._language)

    async def _viewer(self, watch: Watch) -> Viewer:
        viewer = await self._who()
        if self._began is not None and viewer.id != self._began.id:
            raise Unauthenticated
        watch.names.add(tag(belonging("roles", "person_id"), viewer.id))
        watch.names.update(_programs(viewer))
        self._began, self.looked = viewer, self._clock.now()
        return viewer

    async def _read(self, viewer: Viewer, watch: Watch, after: str) -> Answer:
        fresh = not after or await self._graph.known(viewer, after)
        rows, asked = WatchedRows(self._graph.rows(), watch.names), self._asked
        answer = await self._graph.look(asked.query, asked.variables, asked.operation, viewer, rows, self._language)
        if _is_gone(answer):
            answer = refused_answer(NotFound(), self._language)
        return answer if fresh else {**answer, "extensions": {"stale": True}}

    def _may_wait(self, kind: Kind) -> bool:
        return kind is Kind.BUSY and self._began is not None and self._clock.now() - self.looked < PATIENCE


def _programs(viewer: Viewer) -> list[str]:
    """What says that the client or token behind a viewer has ended."""
    tokens = [tag("personal_tokens", viewer.token_id)] if viewer.token_id else []
    return [*tokens, tag("api_clients", viewer.id)] if viewer.kind == "client" else tokens


def refused_answer(refused: Refused | Refusal, language: str) -> Answer:
    """A refusal as the answer to a document of which nothing ran."""
    text = refused.message if isinstance(refused, Refused) else translate(refused.text, language, refused.details)
    return {"errors": [coded(Denied(refused.code, text))]}


def _is_gone(answer: Answer) -> bool:
    """There is nothing to see, and nothing went wrong."""
    return "errors" not in answer and not _found(answer)


def _is_over(answer: Answer) -> bool:
    """What failed at its root is not read again."""
    return "errors" in answer and not _found(answer) and not _is_silent(answer)


def _is_silent(answer: Answer) -> bool:
    """What is watched has not happened yet."""
    return any(error["extensions"]["code"] == NOT_YET for error in answer.get("errors", ()))


def _found(answer: Answer) -> bool:
    return any(value is not None for value in (answer.get("data") or {}).values())
