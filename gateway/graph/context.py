"""What one document is answered with: the viewer, and what may be read for that viewer."""

from collections.abc import Awaitable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from graphql import FieldNode, FragmentDefinitionNode, SelectionSetNode
from strawberry import Info

from gateway.clients import Commands, Drafts, Exchange, Persons, Refused
from gateway.graph.conditions import Condition, Row, Where, together
from gateway.graph.errors import Denied
from gateway.graph.loaders import Loader
from gateway.graph.models import MODELS
from gateway.graph.models.model import Model
from gateway.graph.persons import name_loader, note_key, note_loader
from gateway.graph.reading import Rows
from gateway.graph.rules import RULES
from gateway.graph.sources import Many
from gateway.graph.waiting import Waiting
from gateway.viewer import NOBODY, Viewer

MOST = 100
MASKED = frozenset({"Match"})
"""Types whose rows may name the viewer's organisations by a pseudonym."""


class Search(Protocol):
    """The full-text indexes beside the read model, one for each collection that is searched."""

    async def find(self, collection: str, text: str, most: int, within: Condition) -> list[str]:
        """Ids of rows, the most relevant first. What is not `within` has no say, not even in which words exist."""
        ...

    async def unknown(self, collection: str, text: str, within: Condition) -> list[str]:
        """The words of a text that no row within has; for them, similar words are found."""
        ...


@dataclass(slots=True)
class Context:
    """One request. Whatever reads rows goes through `shown`, so that the viewer's rule is in every filter."""

    viewer: Viewer
    rows: Rows
    search: Search
    commands: Commands
    drafts: Drafts
    waiting: Waiting
    persons: Persons
    exchange: Exchange
    language: str = "vi"
    most_rows: int = 10_000
    """How many rows the document's lists may have in all."""
    _learned: bool = False
    _loaders: dict[Any, Loader[Any]] = field(default_factory=dict)
    _fields: dict[tuple[str, str], Any] = field(default_factory=dict)

    @property
    def reader(self) -> Viewer:
        """As whom rows are read: a program that may only write reads as nobody, what it has written too."""
        return self.viewer if self.viewer.may_read else NOBODY

    async def learn(self, kind: str) -> None:
        """What a type's rule asks of the viewer beside what came with the request; while nobody can say, nothing."""
        if kind not in MASKED or self._learned or self.reader.kind != "person":
            return
        self._learned = True
        with suppress(Refused):
            self.viewer = replace(self.viewer, pseudonyms=await self.exchange.pseudonyms(self.viewer))

    def shown(self, model: Model) -> Where:
        """The rows of a type that exist for the viewer."""
        return together({f"v.{model.source}": {"$gt": 0}}, self.seen(model).where())

    def seen(self, model: Model) -> Condition:
        """In which rows of a type the viewer may look at all."""
        return RULES[model.kind].rows(self.reader)

    def readable(self, kind: str, name: str) -> Any:  # noqa: ANN401 - a Condition, asked for each field once
        """In which rows the viewer may read a field."""
        key = (kind, name)
        if key not in self._fields:
            self._fields[key] = RULES[kind].fields[name](self.reader)
        return self._fields[key]

    def by_id(self, kind: str) -> Loader[Row | None]:
        """Rows of a type by their ids."""
        if kind not in self._loaders:
            self._loaders[kind] = Loader(lambda keys: self._by_id(MODELS[kind], keys), lambda: None)
        return self._loaders[kind]

    def load(self, kind: str, aggregate_id: str) -> Row | Awaitable[Row | None] | None:
        """One row, or None where there is none for the viewer."""
        return self.by_id(kind).load(aggregate_id)

    async def row(self, kind: str, aggregate_id: str | None) -> Row | None:
        """The same, waited for; None for no id too."""
        found = self.load(kind, aggregate_id) if aggregate_id else None
        return await found if isinstance(found, Awaitable) else found

    async def load_written(self, kind: str, aggregate_id: str, after: str) -> Row | None:
        """A row that was just written, read anew when the read model knows of it."""
        await self.waiting.known(self.viewer, after, self.rows)
        return (await self._by_id(MODELS[kind], [aggregate_id])).get(aggregate_id)

    def load_many(self, source: Many, aggregate_id: str) -> list[Row] | Awaitable[list[Row]]:
        """The rows that hold an id."""
        if source not in self._loaders:
            self._loaders[source] = Loader(lambda keys: self._many(source, keys), list)
        return self._loaders[source].load(aggregate_id)

    def load_name(self, person_id: str) -> str | Awaitable[str | None] | None:
        """What a person is called, or None where the viewer may not know it."""
        if "names" not in self._loaders:
            self._loaders["names"] = name_loader(self.persons, self.viewer)
        return self._loaders["names"].load(person_id)

    def load_note(self, note: Row | None, purpose: str) -> str | Awaitable[str | None] | None:
        """The text of a sealed note; the field's rule was asked before."""
        if note is None:
            return None
        if "notes" not in self._loaders:
            self._loaders["notes"] = note_loader(self.persons, self.viewer)
        return self._loaders["notes"].load(note_key(note, purpose))

    def counted(self, rows: list[Any]) -> list[Any]:
        """The same rows, taken off what the document's lists may have. Raises `Denied` when they are more."""
        self.most_rows -= len(rows)
        if self.most_rows < 0:
            raise Denied("too_expensive", "The lists of this document have too many rows; ask for fewer.")
        return rows

    async def _by_id(self, model: Model, keys: list[str]) -> Mapping[str, Row | None]:
        await self.learn(model.kind)
        found = await self.rows.find(model.collection, together({"_id": {"$in": keys}}, self.shown(model)))
        return {row["_id"]: row for row in found}

    async def _many(self, source: Many, keys: list[str]) -> Mapping[str, list[Row]]:
        model, held = MODELS[source.kind], {source.by: {"$in": keys}}
        await self.learn(model.kind)
        order = ((source.order, 1), ("_id", 1))
        where = together(held, self.shown(model))
        return await self.rows.first_of_each(model.collection, where, source.by, order, MOST)


def names_below(info: Info[Any, Any]) -> frozenset[str]:
    """The names of all fields asked for below this one, so that what they need is read beforehand."""
    raw = info._raw_info
    found: set[str] = set()
    spread: set[str] = set()
    for node in raw.field_nodes:
        _gather(node.selection_set, raw.fragments, found, spread)
    return frozenset(found)


def _gather(
    selected: SelectionSetNode | None,
    fragments: Mapping[str, FragmentDefinitionNode],
    found: set[str],
    spread: set[str],
) -> None:
    for node in selected.selections if selected else ():
        if isinstance(node, FieldNode):
            found.add(node.name.value)
        inner = getattr(node, "selection_set", None)
        if inner is None and not isinstance(node, FieldNode):
            name = node.name.value  # type: ignore[attr-defined]
            inner = None if name in spread or name not in fragments else fragments[name].selection_set
            spread.add(name)
        _gather(inner, fragments, found, spread)


async def prime(context: Context, kind: str, rows: Iterable[Row], references: Mapping[str, str]) -> None:
    """Reads the rows of another type that these rows refer to, by the field that holds the id."""
    for other, by in references.items():
        await context.by_id(other).prime(row[by] for row in rows if row.get(by))
