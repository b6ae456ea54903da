"""What a document may cost, known before it is validated.

Rules that walk into each spread anew are exponential in nested fragments (738 bytes froze a process), so fragments and
spreads are counted first, and each fragment is measured once.
"""

from collections import Counter
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

from gateway.graph.errors import Denied

CHARACTERS = 20_000
TOKENS = 2_000
COMMENTS = 200
FRAGMENTS = 40
SPREADS = 120
DEPTH = 16
FIELDS = 600
ALIASES = 60
INTROSPECTIONS = 3
"""How often a document may ask for the schema, whose types' fields' types' fields fill 58 kB each time."""
ALIKE = 100
"""How many fields with a selection may have one name: whether they can be merged is asked of each two of them."""
CELLS = 200_000
"""Rows of a document's lists times its fields."""


@dataclass(frozen=True, slots=True)
class Size:
    """A selection with all its fragments opened."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0


class _Measure:
    """Measures each fragment once."""

    def __init__(self, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._sizes: dict[str, Size] = {}
        self._open: set[str] = set()
        self._alike: Counter[str] = Counter()
        self._introspections = 0
        self.spreads = 0

    def of(self, selected: SelectionSetNode | None, level: int = 0) -> Size:
        """The size of a selection. Raises `Denied` as soon as one limit is passed."""
        _within("depth", level, DEPTH)
        sizes = [self._one(node, level) for node in selected.selections] if selected else []
        size = Size(
            max((s.depth for s in sizes), default=0), sum(s.fields for s in sizes), sum(s.aliases for s in sizes)
        )
        _within("fields", size.fields, FIELDS)
        _within("aliases", size.aliases, ALIASES)
        return size

    def _one(self, node: SelectionNode, level: int) -> Size:
        if isinstance(node, FragmentSpreadNode):
            return self._spread(node.name.value, level)
        inner = self.of(node.selection_set, level + 1)  # type: ignore[attr-defined]
        if not isinstance(node, FieldNode):
            return inner
        self._count(node)
        return Size(inner.depth + 1, inner.fields + 1, inner.aliases + (node.alias is not None))

    def _count(self, node: FieldNode) -> None:
        if node.selection_set:
            name = (node.alias or node.name).value
            self._alike[name] += 1
            _within(f"fields {name}", self._alike[name], ALIKE)
        if node.name.value in ("__schema", "__type"):
            self._introspections += 1
            _within("introspections", self._introspections, INTROSPECTIONS)

    def _spread(self, name: str, level: int) -> Size:
        self.spreads += 1
        _within("spreads", self.spreads, SPREADS)
        if name not in self._sizes and name in self._fragments and name not in self._open:
            self._open.add(name)
            self._sizes[name] = self.of(self._fragments[name].selection_set)
        size = self._sizes.get(name, Size())
        _within("depth", level + size.depth, DEPTH)
        return size


def measured(document: DocumentNode) -> int:
    """The number of fields of the document's largest operation, all fragments opened. Raises `Denied`."""
    fragments = [d for d in document.definitions if isinstance(d, FragmentDefinitionNode)]
    _within("fragments", len(fragments), FRAGMENTS)
    measure = _Measure({f.name.value: f for f in fragments})
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    return max((measure.of(o.selection_set).fields for o in operations), default=0)


def _within(what: str, count: int, most: int) -> None:
    if count > most:
        raise Denied("too_expensive", f"A document has at most {most} {what}.")
