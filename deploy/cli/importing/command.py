"""`techfest import startups FILE`."""

import os
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from deploy.cli import demo
from deploy.cli.client import Client
from deploy.cli.importing.ids import VARIABLE, Ids, NoKey, ids_for
from deploy.cli.importing.run import Summary, Target, run
from deploy.cli.operating import address, operator_token

imports = typer.Typer(help="Bring data in, on behalf of those it is about.", no_args_is_help=True)


@imports.callback()
def _several() -> None:
    """One command alone would stand for the group."""


@imports.command()
def startups(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="JSON lines.")],
    url: Annotated[str | None, typer.Option(help="The gateway; the local copy's when left out.")] = None,
    token: Annotated[
        str | None,
        typer.Option(envvar="TECHFEST_TOKEN", help="A client token with entries:import; the local operator's if none."),
    ] = None,
    tenant: Annotated[str, typer.Option(help="The tenant's id; the demo's when left out.")] = demo.TENANT_ID,
    programme: Annotated[str, typer.Option(help="The programme's id; the demo's when left out.")] = demo.PROGRAMME_ID,
    key: Annotated[
        str | None,
        typer.Option(
            envvar=VARIABLE,
            help="The secret that ids are made with, the same in every run; this machine's own for a local copy.",
        ),
    ] = None,
    concurrency: Annotated[int, typer.Option(min=1, max=64, help="How many are sent at once.")] = 16,
) -> None:
    """Register the startups of a file and submit an entry for each. Again adds nothing; stopped, it is gone on with."""
    ids, at = _ids(url, key), url or address()
    lines = [line for line in file.read_text(encoding="utf-8-sig").split("\n") if line.strip()]
    client = Client(at, token or operator_token(("entries:import",)))
    target = Target(tenant, programme, server_time(at), ids)
    console = Console(stderr=True)
    with Progress(
        TextColumn("startups"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console
    ) as bar:
        task = bar.add_task("", total=len(lines))
        summary = run(lines, client, target, concurrency, lambda: bar.advance(task))
    client.close()
    typer.echo(told(summary))
    raise typer.Exit(1 if summary.refused else 0)


def _ids(url: str | None, key: str | None) -> Ids:
    try:
        return ids_for(url, key, os.environ)
    except NoKey as error:
        raise typer.BadParameter(str(error)) from None


def server_time(at: str) -> datetime:
    """What time it is there, in whole seconds: our own clock may differ."""
    return parsedate_to_datetime(httpx.get(f"{at}/healthz", timeout=30).headers["date"])


def told(summary: Summary) -> str:
    """The summary, a line for each outcome."""
    lines = [f"{summary.total} startups: {summary.new} new, {summary.there_already} already there"]
    for reason, count in summary.refused.most_common():
        lines.append(f"refused {count}: {reason}, as in {'; '.join(summary.examples[reason])}")
    return "\n".join(lines)
