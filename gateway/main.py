"""Joins the gateway: `python -m gateway.main web|projector`."""

import asyncio

from gateway.clients.http import Services
from gateway.graph.subscriptions.crowd import Crowd
from gateway.graph.subscriptions.messages import FRAME
from gateway.graph.subscriptions.tellings import Tellings
from gateway.joining import Parts, application
from gateway.limits.counting import Counter
from gateway.limits.usage import MongoUsage
from gateway.projections import BELONGING, COPIES, PROJECTED
from gateway.projections.searching import SEARCHED
from gateway.read_model import ReadModel
from gateway.rebuilding import NAME, TOPICS, indexers_of, models_of, rebuild
from gateway.settings import Settings
from gateway.web.manifest import read_assets
from shared.bus.consuming import Consumer
from shared.bus.dead_letters import DeadLetters
from shared.bus.kafka import KafkaPublisher, KafkaSubscription
from shared.bus.lease import Lease
from shared.bus.projected import ProjectedFollower, ProjectedTeller
from shared.bus.projecting import Projector
from shared.bus.read_models import ReadModels
from shared.mongo import connect
from shared.settings import read_settings
from shared.together import together
from shared.web.serving import Listening, run_role, serve
from shared.web.tls import ServedCertificate

SWEEPS_EVERY = 60


async def web() -> None:
    """Answers GraphQL, passes on commands, shows the pages."""
    settings = read_settings(Settings)
    clock, client = settings.make_clock(), connect(settings.mongo)
    model, follower = ReadModel(client, settings.indexes, SEARCHED), ProjectedFollower(settings.kafka)
    crowd = Crowd(Tellings())
    follower.listen(model.hear)
    follower.listen(crowd.tellings.hear)
    await follower.start()
    if (current := await models_of(settings, client).current()) is not None:
        model.take(current)
    usage = MongoUsage(client.get_database(settings.database(NAME)))
    await usage.prepare()
    counter, services = Counter(usage, clock), Services(settings.urls, settings.secret)
    parts = Parts(settings, clock, model, follower, services, read_assets(), crowd=crowd, usage=usage, counter=counter)
    shown = _certificate(settings)
    listening = Listening(FRAME, crowd.close)
    serving = serve(application(parts), settings.address, listening, shown.context if shown else None)
    await together(serving, follower.run(), counter.run(), *([shown.keep_fresh()] if shown else []))


def _certificate(settings: Settings) -> ServedCertificate | None:
    return ServedCertificate(settings.tls_cert, settings.tls_key) if settings.tls_cert and settings.tls_key else None


async def projector() -> None:
    """Makes rows of what is told, and the index of the rows; builds the first read model itself."""
    settings = read_settings(Settings)
    client = connect(settings.mongo)
    models, own = models_of(settings, client), client.get_database(settings.database(NAME))
    hearing = KafkaSubscription(settings.kafka, NAME, f"{NAME}-{settings.instance}", TOPICS)
    async with KafkaPublisher(settings.kafka) as telling, KafkaPublisher(settings.kafka) as complaining:
        teller = ProjectedTeller(telling)
        if await models.current() is None:
            await rebuild(settings, models, teller)
        dead = DeadLetters(NAME, own, complaining, settings.kafka, clock=settings.make_clock())
        async with hearing:
            consumer = Consumer(hearing, Projector(models, PROJECTED, COPIES, teller, BELONGING), dead)
            indexers = indexers_of(settings, models)
            indexing = [Lease(own, f"indexer of {name}").lead(one.run) for name, one in indexers.items()]
            await together(consumer.run(), *indexing, _sweep(models))


async def _sweep(models: ReadModels) -> None:
    """Drops read models that were replaced and that nobody reads any more."""
    while True:
        await models.drop_older()
        await asyncio.sleep(SWEEPS_EVERY)


if __name__ == "__main__":
    run_role({"web": web, "projector": projector})
