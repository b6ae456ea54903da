"""Commands for the day when something was lost or could not be taken."""

import asyncio
import json
import os
from typing import Annotated

import typer
from pydantic import SecretStr

from deploy.cli.parts import database, nouns_of, service_named, settings, topics_of
from deploy.local.layout import local_of
from deploy.local.variables import environment_of
from shared.bus.dead_letters import ParkedKey, ask_for_replay, dead_topic, letters_in, parked_id, parked_keys
from shared.bus.kafka import KafkaPublisher, last_seqs
from shared.bus.letters import shown
from shared.bus.repair import Repaired, repair

relay = typer.Typer(help="Relays: what brings a service's facts from its database to its topics.", no_args_is_help=True)
deadletters = typer.Typer(help="Messages that a consumer could not take.", no_args_is_help=True)

Service = Annotated[str, typer.Argument(callback=service_named, help="Whose relay: the service's name.")]
Consumer = Annotated[str, typer.Argument(help="Whose letters: a service's name, or gateway.")]
Key = Annotated[str, typer.Argument(help="Topic and key, as `list` prints them.")]


@relay.command("repair")
def repair_relay(service: Service) -> None:
    """Tell again what the topics may lack when a relay's position is lost, and begin anew. Again is harmless."""
    done = asyncio.run(_repair(service))
    typer.echo(f"told again: the last facts of {done.saves}, a snapshot of {done.snapshots} with a gap before it")


def rebuild() -> None:
    """Build the read model and its index anew from all that was ever told; the old one is read until then."""
    from gateway.rebuilding import rebuilt  # the gateway takes a while to import
    from gateway.settings import Settings

    local = local_of(os.environ)
    secret = SecretStr(environment_of(local)["TECHFEST_GATEWAY_SECRET"])
    known = Settings(mongo=local.mongo_uri, kafka=local.kafka_address, data=local.data, gateway_secret=secret)
    done = asyncio.run(rebuilt(known))
    typer.echo(f"{done.database}: {done.messages} messages read, {done.rows} rows written")
    if done.passed_over or done.unknown:
        typer.echo(f"passed over: {done.passed_over} that can't be projected, {done.unknown} of a newer release")


@deadletters.command("list")
def list_keys(consumer: Consumer) -> None:
    """The keys that are put aside, the oldest first: since when, how many messages at most, why."""
    for key in asyncio.run(_parked(consumer)):
        typer.echo(f"{key.id}  {key.since:%Y-%m-%d %H:%M:%S}  {key.last - key.first + 1} at most  {key.reason}")


@deadletters.command("show")
def show_letters(consumer: Consumer, key: Key) -> None:
    """Every letter of one key, as JSON; of a restricted topic without what is in it."""
    asyncio.run(_show(consumer, key))


@deadletters.command("replay")
def replay(consumer: Consumer, key: Key) -> None:
    """Ask the running consumer to take one key's letters again."""
    if not asyncio.run(_ask(consumer, key)):
        raise typer.BadParameter(f"{consumer} has not put {key} aside")
    typer.echo("asked; `techfest deadletters list` shows what stays")


async def _repair(service: str) -> Repaired:
    known = settings()
    async with database(service) as found, KafkaPublisher(known.kafka) as publisher:
        return await repair(found, nouns_of(service), publisher, await last_seqs(known.kafka, topics_of(service)))


async def _parked(consumer: str) -> list[ParkedKey]:
    async with database(consumer) as found:
        return await parked_keys(found)


async def _show(consumer: str, key: str) -> None:
    async for letter in letters_in(settings().kafka, dead_topic(consumer)):
        if parked_id(letter.message) == key:
            typer.echo(json.dumps(shown(letter), ensure_ascii=False))


async def _ask(consumer: str, key: str) -> bool:
    async with database(consumer) as found:
        return await ask_for_replay(found, key)
