"""The projector's handler: facts → rows → copies → told. The commit follows."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from shared.bus.messages import Incoming
from shared.bus.patience import CannotGoOn
from shared.bus.projected import ProjectedTeller, belonging, newest_seqs
from shared.bus.projection import Copy, Projection, Row, Touched
from shared.bus.read_models import ReadModels
from shared.contracts.events import Told
from shared.mongo import Database

Projected = Mapping[type[Told], Callable[[Incoming], Iterable[Row]]]
"""The rows that an event sets, for each event that the read model shows."""


def rows_of(projected: Projected, facts: Iterable[Incoming]) -> list[Row]:
    """The rows of facts, in order; an event without a row in the table sets none."""
    return [row for told in facts if (rows := projected.get(type(told.event))) for row in rows(told)]


class NoReadModel(CannotGoOn):
    """There is no read model to write into."""


class Projector:
    """Writes each batch into the read model, and into the one being built, and tells what is visible now.

    It tells before the batch is committed: a projector that dies between the two tells again, never not at all.
    `told_by` names a field that each row of a collection sets and never changes (whose it is): its values are told too,
    for those who wait for documents whose ids they can't know yet.
    """

    def __init__(
        self,
        models: ReadModels,
        projected: Projected,
        copies: Sequence[Copy],
        teller: ProjectedTeller,
        told_by: Mapping[str, str] | None = None,
    ) -> None:
        self._models, self._projected, self._copies, self._teller = models, projected, tuple(copies), teller
        self._told_by = dict(told_by or {})
        self._projections: dict[str, Projection] = {}

    async def __call__(self, facts: Sequence[Incoming]) -> None:
        """Raises `NoReadModel` as long as no read model was ever built: build the first one, then consume."""
        targets = await self._models.targets()
        if targets.current is None:
            raise NoReadModel
        rows = rows_of(self._projected, facts)
        touched = [await self._projection(database).write(rows) for database in targets.all]
        whose = whose_are(rows, self._told_by)
        await self._teller.written(targets.current.name, newest_seqs(facts), _union([*touched, whose]))

    def _projection(self, database: Database) -> Projection:
        if database.name not in self._projections:
            self._projections[database.name] = Projection(database, self._copies)
        return self._projections[database.name]


def whose_are(rows: Iterable[Row], told_by: Mapping[str, str]) -> Touched:
    """The values of the fields by which rows are told beside their ids."""
    found: dict[str, frozenset[str]] = {}
    for row in rows:
        by = told_by.get(row.collection)
        if by is not None and row.set.get(by):
            name = belonging(row.collection, by)
            found[name] = found.get(name, frozenset()) | {row.set[by]}
    return found


def _union(touched: Iterable[Touched]) -> Touched:
    """What was touched in any of the databases: who follows may read whichever."""
    whole: dict[str, frozenset[str]] = {}
    for one in touched:
        for name, ids in one.items():
            whole[name] = whole.get(name, frozenset()) | ids
    return whole
