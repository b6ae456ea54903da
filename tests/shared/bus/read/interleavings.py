"""Feeds a projection every order in which facts of different aggregates can come, and demands one model."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import factorial, prod

from shared.bus.messages import Incoming
from shared.bus.projection import Copy, Projection, Row
from shared.contracts.events import Told
from shared.mongo import Database, Document, find_all

Projected = Mapping[type[Told], Callable[[Incoming], Iterable[Row]]]
Streams = Sequence[Sequence[Incoming]]
Model = dict[str, list[Document]]


def rows_of(projected: Projected, incoming: Iterable[Incoming]) -> list[Row]:
    """The rows of facts, in order."""
    return [row for told in incoming for row in projected[type(told.event)](told)]


def interleavings(streams: Streams, most: int, seed: int = 1) -> Iterator[list[Incoming]]:
    """Every order that keeps each stream's own, or `most` of them drawn by the seed where there are more."""
    sizes = [len(s) for s in streams]
    labels = [n for n, size in enumerate(sizes) for _ in range(size)]
    if factorial(len(labels)) // prod(map(factorial, sizes)) <= most:
        orders: Iterable[Sequence[int]] = _all_orders(sizes)
    else:
        dice = random.Random(seed)
        orders = (dice.sample(labels, len(labels)) for _ in range(most))
    for order in orders:
        left = [iter(stream) for stream in streams]
        yield [next(left[n]) for n in order]


def _all_orders(sizes: Sequence[int]) -> Iterator[tuple[int, ...]]:
    if not any(sizes):
        yield ()
    for n, size in enumerate(sizes):
        if size:
            for rest in _all_orders([s - (m == n) for m, s in enumerate(sizes)]):
                yield (n, *rest)


async def model_of(database: Database) -> Model:
    """All documents, in order of id."""
    names = sorted(await database.list_collection_names())
    return {name: found for name in names if (found := await find_all(database[name], {}, sort=[("_id", 1)]))}


async def demand_one_model(
    database: Database,
    projected: Projected,
    copies: Sequence[Copy],
    streams: Streams,
    most: int = 100,
    make: Callable[[Database, Sequence[Copy]], Projection] = Projection,
) -> Model:
    """Projects each order from nothing, fact by fact; the model, which is the same after each of them.

    A stream is the facts of one aggregate. Fails with the order that leads to another model.
    """
    projection = make(database, copies)
    await projection.prepare()
    first: Model | None = None
    for order in interleavings(streams, most):
        for name in await database.list_collection_names():
            await database[name].delete_many({})
        for told in order:
            await projection.write(rows_of(projected, [told]))
        model = await model_of(database)
        first = model if first is None else first
        assert model == first, f"another model after {[told.envelope.id for told in order]}"
    assert first is not None
    return first
