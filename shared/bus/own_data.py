"""What a service says to a person of the own data: a row for each noun that may hold the person's id."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from shared.auth import Actor
from shared.bus.nouns import Noun
from shared.bus.states import StateForm
from shared.contracts.personal import PersonText
from shared.errors import Forbidden, NotFound, Unauthenticated
from shared.mongo import Collection, Database, Document, IndexModel, find_all

S = TypeVar("S")

Ids = frozenset[str]
"""Of the person, and of the accounts that were joined with it."""


def _as_it_is(text: str) -> object:
    return text


@dataclass(frozen=True, slots=True)
class Closed:
    """A sealed text in what is said; it is opened for the answer alone. `read` is what becomes of the opened text."""

    text: PersonText
    purpose: str
    read: Callable[[str], object] = field(default=_as_it_is, compare=False)


Open = Callable[[Sequence[Closed]], Awaitable[Sequence[str | None]]]
"""Opens texts in their order; None for what opens no more."""


@dataclass(frozen=True, slots=True)
class Part(Generic[S]):
    """What is said of one noun, under a name.

    A person's aggregates are found by their ids, where these derive from the person's, or by the fields of the state
    in which the person's id stands.
    """

    name: str
    noun: str
    """Its name."""
    say: Callable[[S, Ids], Mapping[str, Any]]
    fields: tuple[str, ...] = ()
    ids_of: Callable[[str], Sequence[str]] | None = None
    has_index: bool = False
    """Whether the fields have an index already."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What is said, under a name, of a collection that no noun keeps: some fields of the documents of a person."""

    name: str
    collection: str
    field: str
    """In which the person's id stands; it has an index."""
    shown: tuple[str, ...]


class OwnStates(Protocol):
    """Finds what is a person's."""

    async def of(self, part: Part[S], ids: Ids) -> Sequence[S]:
        """The states of one noun, by their ids."""
        ...

    async def beside(self, beside: Beside, ids: Ids) -> Sequence[Mapping[str, Any]]:
        """The shown fields of the documents of one collection."""
        ...


class MongoOwnStates:
    """Implements `OwnStates`."""

    def __init__(self, database: Database, nouns: Iterable[Noun[Any]]) -> None:
        self._database = database
        self._nouns = {noun.name: noun for noun in nouns}

    async def prepare(self, parts: Iterable[Part[Any]]) -> None:
        """Makes the indexes that a person's data is found by."""
        for part in parts:
            indexes = [IndexModel([(f"state.{name}", 1)], name=f"own_{name}") for name in part.fields]
            if indexes and not part.has_index:
                await self._collection(part).create_indexes(indexes)

    async def of(self, part: Part[S], ids: Ids) -> Sequence[S]:
        """As `OwnStates.of`."""
        form: StateForm[S] = StateForm(self._nouns[part.noun])
        query: Document = {"$or": [{f"state.{name}": {"$in": sorted(ids)}} for name in part.fields]}
        if part.ids_of is not None:
            query = {"_id": {"$in": [one for person_id in sorted(ids) for one in part.ids_of(person_id)]}}
        found = await find_all(self._collection(part), query, {"shape": 1, "state": 1}, sort=[("_id", 1)])
        return [form.load(one["shape"], one["state"]) for one in found]

    def _collection(self, part: Part[Any]) -> Collection:
        return self._database[self._nouns[part.noun].collection]

    async def beside(self, beside: Beside, ids: Ids) -> Sequence[Mapping[str, Any]]:
        """As `OwnStates.beside`."""
        query: Document = {beside.field: {"$in": sorted(ids)}}
        found = await find_all(self._database[beside.collection], query, dict.fromkeys(beside.shown, 1))
        return [{name: one.get(name) for name in beside.shown} for one in found]


def allow(actor: Actor, person_id: str) -> None:
    """The person alone, in person: no program carries away all that is known of somebody.

    Raises `Unauthenticated`, `NotFound` where it is another's, `Forbidden` for a program.
    """
    if not actor.signed_in:
        raise Unauthenticated
    if not actor.is_person or actor.id != person_id:
        raise NotFound
    if not actor.in_person:
        raise Forbidden


async def said(
    parts: Iterable[Part[Any]], besides: Iterable[Beside], states: OwnStates, ids: Ids, open_: Open
) -> dict[str, Any]:
    """All parts by their names, as JSON, their texts opened by one question. Raises what `open_` raises."""
    told: dict[str, Any] = {p.name: [p.say(state, ids) for state in await states.of(p, ids)] for p in parts}
    told |= {beside.name: await states.beside(beside, ids) for beside in besides}
    closed = list(dict.fromkeys(_closed_in(told)))
    texts = dict(zip(closed, await open_(closed) if closed else (), strict=True))
    plain: dict[str, Any] = to_jsonable_python(_opened(told, texts))
    return plain


def picked(state: object, *names: str) -> dict[str, Any]:
    """Some of a state's fields, as JSON."""
    whole: dict[str, Any] = TypeAdapter(type(state)).dump_python(state, mode="json")
    return {name: whole[name] for name in names}


def _closed_in(told: object) -> Iterator[Closed]:
    if isinstance(told, Closed):
        yield told
    elif isinstance(told, Mapping):
        for value in told.values():
            yield from _closed_in(value)
    elif isinstance(told, list | tuple):
        for value in told:
            yield from _closed_in(value)


def _opened(told: object, texts: Mapping[Closed, str | None]) -> object:
    if isinstance(told, Closed):
        text = texts[told]
        return None if text is None else told.read(text)
    if isinstance(told, Mapping):
        return {name: _opened(value, texts) for name, value in told.items()}
    if isinstance(told, list | tuple):
        return [_opened(value, texts) for value in told]
    return told
