"""Aggregates in MongoDB: one document each, whose change in the oplog is the outbox."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from shared.bus.aggregates import GroupCommit, Guard, Saved, unguarded
from shared.bus.folds import Fold, Known, Remembered
from shared.bus.mongo_envelopes import stored_event
from shared.bus.nouns import Noun
from shared.bus.ports import Stored
from shared.bus.states import StateForm, sizes_of
from shared.errors import Refusal, Unavailable
from shared.mongo import (
    BulkWriteError,
    Database,
    Document,
    InsertOne,
    PyMongoError,
    Session,
    UpdateOne,
    Write,
    find_all,
    is_outcome_unknown,
    open_session,
    read_by_majority,
)

S = TypeVar("S")

_DUPLICATE_KEY = 11000


class MongoAggregates(GroupCommit[S]):
    """The aggregates of a noun in its service's database; implements `AggregateStore`.

    Several instances may serve the same aggregates: `rev` guards each save. Call `prepare` before the first command.
    """

    def __init__(self, database: Database, noun: Noun[S], guard: Guard = unguarded, cache: int = 10_000) -> None:
        self._mongo = MongoStorage(database, noun)
        super().__init__(noun, self._mongo, guard, cache)

    async def read(self, aggregate_id: str) -> Stored[S] | None:
        """As `AggregateStore.read`."""
        known = await self._mongo.find(aggregate_id)
        return Stored(aggregate_id, known.seq, known.state) if known and known.state is not None else None


class MongoStorage(Generic[S]):
    """Loads by one find and saves by one unordered bulk.

    Both are in one causal session that reads by majority: what a lost race reads next is the winner's save, and an
    answer found there can't be rolled back.
    """

    def __init__(self, database: Database, noun: Noun[S]) -> None:
        self._database, self._noun, self._form = database, noun, StateForm(noun)
        self._collection = read_by_majority(database[noun.collection])
        self._breaches = {tuple(f"state.{p}" for p in unique.paths): unique.refusal for unique in noun.unique}
        self._session: Session | None = None

    async def load(self, ids: Sequence[str]) -> Mapping[str, Known[S]]:
        """As `Storage.load`."""
        try:
            found = await find_all(self._collection, {"_id": {"$in": list(ids)}}, session=await self._opened())
        except PyMongoError as error:
            raise _unavailable_or(error) from error
        return {document["_id"]: self._known(document) for document in found}

    async def find(self, aggregate_id: str) -> Known[S] | None:
        """One aggregate, outside of the session of the commits."""
        try:
            document = await self._collection.find_one({"_id": aggregate_id})
        except PyMongoError as error:
            raise _unavailable_or(error) from error
        return self._known(document) if document else None

    async def save(self, folds: Sequence[Fold[S]]) -> Saved:
        """As `Storage.save`."""
        writes = [self._write(folded) for folded in folds]
        try:
            outcome = await self._collection.bulk_write(writes, ordered=False, session=await self._opened())
            return self._saved(folds, outcome.matched_count, ())
        except BulkWriteError as error:
            details: Mapping[str, Any] = error.details or {}
            errors = details.get("writeErrors", ())
            if is_outcome_unknown(error):
                raise Unavailable from error
            if any(e["code"] != _DUPLICATE_KEY for e in errors):
                raise
            return self._saved(folds, details["nMatched"], errors)
        except PyMongoError as error:
            raise _unavailable_or(error) from error

    def _saved(self, folds: Sequence[Fold[S]], matched: int, errors: Iterable[Mapping[str, Any]]) -> Saved:
        lost, breaches = set[str](), dict[str, Refusal]()
        for error in errors:
            aggregate_id = folds[error["index"]].aggregate_id
            refusal = self._breaches.get(tuple(error["keyPattern"]))
            if refusal:
                breaches[aggregate_id] = refusal()
            else:
                lost.add(aggregate_id)
        updates = [f.aggregate_id for f in folds if f.before.rev and f.aggregate_id not in breaches]
        if matched < len(updates):  # somebody was faster; who it was is told by reading again
            lost.update(updates)
        return Saved(frozenset(lost), breaches)

    async def _opened(self) -> Session:
        if self._session is None:
            self._session = await open_session(self._database)
        return self._session

    def _known(self, document: Document) -> Known[S]:
        return Known(
            rev=document["rev"],
            seq=document["seq"],
            state=self._form.load(document["shape"], document["state"]),
            shape=document["shape"],
            commands={c: Remembered(*remembered) for c, remembered in document["cmds"].items()},
            sizes=sizes_of(document["state"]),
            trace=document.get("trace", ""),
        )

    def _write(self, folded: Fold[S]) -> Write:
        return self._update(folded) if folded.before.rev else InsertOne(self._document(folded))

    def _document(self, folded: Fold[S]) -> Document:
        after, state = folded.after, _state_of(folded)
        document = {
            "_id": folded.aggregate_id,
            "tenant": self._noun.places(state).tenant_id,
            "rev": after.rev,
            "seq": after.seq,
            "shape": after.shape,
            "state": folded.changes,
            "cmds": {c: _stored(r) for c, r in folded.remembered.items()},
        }
        return document | _trace(folded) | _told(folded) | self._due(state)

    def _update(self, folded: Fold[S]) -> UpdateOne:
        after, due, was_due = folded.after, self._due(_state_of(folded)), self._due(folded.before.state)
        put: Document = {"rev": after.rev, "seq": after.seq} | _trace(folded) | _told(folded) | due
        put |= {f"cmds.{c}": _stored(r) for c, r in folded.remembered.items()}
        if folded.whole:
            put |= {"shape": after.shape, "state": folded.changes}
        else:
            put |= {f"state.{name}": value for name, value in folded.changes.items()}
        gone = {f"cmds.{c}": "" for c in folded.forgotten} | ({"due": ""} if was_due and not due else {})
        change = {"$set": put, "$unset": gone} if gone else {"$set": put}
        return UpdateOne({"_id": folded.aggregate_id, "rev": folded.before.rev}, change)

    def _due(self, state: S | None) -> Document:
        timer = None if state is None else self._noun.due(state)
        return {} if timer is None else {"due": {"at": timer.at, "timer": timer.name}}


def _state_of(folded: Fold[S]) -> S:
    assert folded.after.state is not None, "only what has a state is saved"
    return folded.after.state


def _trace(folded: Fold[S]) -> Document:
    return {"trace": folded.after.trace} if folded.after.trace != folded.before.trace else {}


def _told(folded: Fold[S]) -> Document:
    """`ev` holds what this save tells; a save that tells nothing leaves what is there."""
    return {"ev": [stored_event(telling) for telling in folded.told]} if folded.told else {}


def _stored(remembered: Remembered) -> list[Any]:
    return [remembered.seq, remembered.at, remembered.digest, remembered.result]


def _unavailable_or(error: PyMongoError) -> Exception:
    return Unavailable() if is_outcome_unknown(error) else error
