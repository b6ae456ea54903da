"""What the read model is made from, and making it anew."""

from collections.abc import Mapping

from gateway.projections import COPIES, PROJECTED
from gateway.projections.preparing import prepare
from gateway.projections.searching import SEARCHED
from gateway.settings import Settings
from shared.bus.kafka import KafkaPublisher
from shared.bus.projected import ProjectedTeller
from shared.bus.read_models import ReadModels
from shared.bus.rebuild import Rebuild, Rebuilt
from shared.mongo import Client, Database, connect
from shared.search.indexer import Indexer

NAME = "gateway"
TOPICS = tuple(sorted({event.topic for event in PROJECTED}))
"""Whatever is projected is heard."""


def models_of(settings: Settings, client: Client) -> ReadModels:
    """The gateway's read models."""
    return ReadModels(client, settings.database(NAME), settings.make_clock())


def indexers_of(settings: Settings, models: ReadModels) -> Mapping[str, Indexer]:
    """What keeps each full-text index, by the collection that is searched."""
    return {
        name: Indexer(models, indexed, settings.indexes / name, settings.kafka) for name, indexed in SEARCHED.items()
    }


async def rebuild(settings: Settings, models: ReadModels, teller: ProjectedTeller) -> Rebuilt:
    """Builds a read model with its indexes from all that was ever told, and swaps it in; the old one is read till then.

    Raises `RebuildSuperseded` when another rebuild was begun meanwhile.
    """
    indexers = indexers_of(settings, models)

    async def finish(database: Database) -> None:
        for indexer in indexers.values():
            await indexer.build(database)

    return await Rebuild(settings.kafka, TOPICS, PROJECTED, COPIES, prepare, finish).into(models, teller)


async def rebuilt(settings: Settings) -> Rebuilt:
    """The same from outside of the projector, beside which it may run."""
    client = connect(settings.mongo)
    try:
        async with KafkaPublisher(settings.kafka) as telling:
            return await rebuild(settings, models_of(settings, client), ProjectedTeller(telling))
    finally:
        client.close()
