"""Commands that start, watch and stop a local copy."""

import json
import os
import shutil
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from deploy.cli import demo as sample
from deploy.cli import demo_exchange, demo_judging
from deploy.cli.operating import address
from deploy.cli.status import Line, put_aside
from deploy.cli.status import status as lines_of
from deploy.local import certificates, keys, system
from deploy.local.layout import Local, local_of
from deploy.local.programs import programs
from deploy.local.variables import keeps_mail, operator_secret
from shared.clock import SystemClock

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def here() -> Local:
    """The copy that the environment describes."""
    return local_of(os.environ)


def up() -> None:
    """Start everything that isn't running, and wait until it is ready."""
    system.up(here(), typer.echo)
    typer.echo(f"ready: {here().address}")
    _say_how_phones_come(here())
    _say_where_mail_goes(here())


def down() -> None:
    """Stop everything. Data stays."""
    typer.echo("stopped" if system.down(here()) else "nothing ran")


def status(as_json: AsJson = False) -> None:
    """Say what runs, and what to do where something doesn't. Ends with 1 unless all is ready."""
    lines = lines_of(here())
    aside = put_aside(here(), lines)
    if as_json:
        processes = [asdict(x) for x in lines]
        typer.echo(json.dumps({"address": here().address, "processes": processes, "put_aside": aside}, indent=2))
    else:
        Console().print(_table(lines))
        for consumer, many in aside.items():
            if many:
                typer.echo(f"keys put aside by {consumer}: {many}; see: techfest deadletters list {consumer}")
    raise typer.Exit(0 if all(x.ready for x in lines) else 1)


def logs(
    name: Annotated[str | None, typer.Argument(help="One process; all when left out.")] = None,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on as it is written.")] = False,
    lines: Annotated[int, typer.Option("--lines", "-n", help="How many of the last lines.")] = 50,
) -> None:
    """Show what the processes have written."""
    names = [name] if name else [p.name for p in programs(here())]
    files = [str(f) for n in names if (f := here().logs / f"{n}.log").exists()]
    if not files:
        raise typer.BadParameter(f"no log of {name}" if name else "there are no logs yet")
    tail = shutil.which("tail") or "tail"
    os.execv(tail, [tail, "-n", str(lines), *(["-F"] if follow else []), *files])  # noqa: S606 - no shell is meant


def clean(yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False) -> None:
    """Stop everything and delete the data folder, with all that was registered."""
    if not yes:
        typer.confirm(f"Delete {here().data} with everything in it?", abort=True)
    system.clean(here())
    typer.echo("clean")


def demo(
    as_json: AsJson = False,
    start: Annotated[bool, typer.Option(help="Start everything first, or only speak to what runs.")] = True,
    judging: Annotated[bool, typer.Option(help="Also make an award that is being judged.")] = False,
) -> None:
    """Start everything and make a small Techfest to look at. Again is harmless."""
    local = here()
    if start:
        system.up(local, (lambda _: None) if as_json else typer.echo)
    password = keys.secret(local.data, "demo-password")
    more = (demo_exchange.make, *((demo_judging.make,) if judging else ()))
    made = sample.make(address(), operator_secret(local), password, SystemClock(), more)
    typer.echo(json.dumps(made.as_json(), indent=2) if as_json else _welcome(made))
    if not as_json:
        _say_how_phones_come(local)


def _say_how_phones_come(local: Local) -> None:
    """A phone believes this copy once it has its root; the organiser compares the fingerprint."""
    if local.host is not None and not certificates.given(local):
        root = certificates.read(certificates.authority(local).certificate)
        typer.echo(f"phones begin at: {local.trust_address}\nfingerprint: {certificates.fingerprint(root)}")


def _say_where_mail_goes(local: Local) -> None:
    if keeps_mail(local):
        typer.echo(f"mail is sent to nobody and kept in {local.data / 'mail'}; TECHFEST_SMTP names a server")


def _table(lines: list[Line]) -> Table:
    table = Table("process", "state", "ready", "pid", "up for", "what to do")
    for x in lines:
        since = f"{x.seconds} s" if x.seconds else ""
        table.add_row(x.name, x.state.lower(), "yes" if x.ready else "no", str(x.pid or ""), since, x.advice)
    return table


def _welcome(made: sample.Demo) -> str:
    people = "\n".join(f"  {s.who:<10} {s.mail:<28} {s.password}" for s in made.sign_ins)
    return f"\nTechfest runs at {made.address}\n\nSign in as\n{people}\n\nStop it with `make down`."
