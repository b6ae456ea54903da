"""The changes of a database as raw commands: a batch comes with the token after which nothing of it is needed again."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

from shared.mongo import Database, Document, OperationFailure, Session, open_session, run

_HISTORY_LOST = {136, 280, 286}
_AT_ONCE = 1_000
_WAIT_MS = 500
_TOLD: list[Document] = [
    {
        "$match": {
            "operationType": {"$in": ["insert", "update"]},
            "$or": [{"updateDescription.updatedFields.ev": {"$exists": True}}, {"fullDocument.ev": {"$exists": True}}],
        }
    },
    {"$project": {"documentKey": 1, "ev": {"$ifNull": ["$updateDescription.updatedFields.ev", "$fullDocument.ev"]}}},
]


class HistoryLost(RuntimeError):
    """The oplog no longer holds the place to start from."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Saves that told something, in their order: aggregate and stored events. `token` resumes after them."""

    saves: Sequence[tuple[str, Sequence[Document]]]
    token: Document


class ChangeStream:
    """One open stream; an error of any kind ends it."""

    def __init__(self, database: Database, session: Session, cursor: Document) -> None:
        self._database, self._session, self._cursor = database, session, cursor

    @classmethod
    async def open(cls, database: Database, start: Document) -> Self:
        """Opens at `start` (`resumeAfter` or `startAtOperationTime`). Raises `HistoryLost`."""
        session = await open_session(database, causal=False)
        pipeline: list[Document] = [{"$changeStream": start}, *_TOLD]
        command = {"aggregate": 1, "pipeline": pipeline, "cursor": {"batchSize": _AT_ONCE}}
        return cls(database, session, await _cursor(database, command, session))

    async def batches(self) -> AsyncIterator[Batch]:
        """What has changed; an empty batch when nothing did for half a second."""
        try:
            yield _batch(self._cursor, "firstBatch")
            more = {"getMore": self._cursor["id"], "collection": "$cmd.aggregate"}
            while True:
                command = more | {"batchSize": _AT_ONCE, "maxTimeMS": _WAIT_MS}
                yield _batch(await _cursor(self._database, command, self._session), "nextBatch")
        finally:
            await self._session.end_session()


async def _cursor(database: Database, command: Document, session: Session) -> Document:
    try:
        cursor: dict[str, Any] = (await run(database, command, session))["cursor"]
    except OperationFailure as error:
        if error.code in _HISTORY_LOST:
            raise HistoryLost(str(error)) from error
        raise
    return cursor


def _batch(cursor: Document, part: str) -> Batch:
    saves = [(change["documentKey"]["_id"], change["ev"]) for change in cursor[part]]
    return Batch(saves, cursor["postBatchResumeToken"])
