"""Every code that an answer can carry: what docs/errors.md and the developers' page are made from."""

from collections.abc import Iterator
from dataclasses import dataclass

from gateway.graph.commands import CONTRACTS
from shared.errors import Kind, Refusal
from shared.web.problems import STATUS


@dataclass(frozen=True, slots=True)
class Code:
    """A code, how it is answered over HTTP, and its English text."""

    code: str
    kind: str
    status: int
    text: str


def codes() -> list[Code]:
    """Of every refusal that the contracts and the parts they share declare: those of no owner first."""
    assert CONTRACTS  # whose import declares the refusals
    kinds = sorted(set(_below(Refusal)), key=lambda refusal: ("." in refusal.code, refusal.code))
    return [Code(r.code, r.kind.value, int(STATUS[Kind(r.kind)]), r.text) for r in kinds]


def _below(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for refusal in kind.__subclasses__():
        if refusal.__module__.startswith("shared."):
            yield refusal
        yield from _below(refusal)
