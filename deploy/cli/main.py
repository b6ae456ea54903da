"""Joins the commands into one program."""

from typing import Any

import httpx
import pydantic
import typer
from typer.core import TyperGroup

from deploy.cli import exporting, mailing, operating, repairing, running
from deploy.cli.client import Refused, Unreachable
from deploy.cli.importing import imports
from deploy.cli.keys import keys
from deploy.local.certificates import NoCertificate
from deploy.local.demands import NotStarted
from deploy.local.waiting import TooLate
from shared.bus.kafka import TopicMismatch

TOLD = (
    NoCertificate,
    NotStarted,
    Refused,
    Unreachable,
    TooLate,
    TopicMismatch,
    FileNotFoundError,
    httpx.TransportError,
    pydantic.ValidationError,
)


class _Group(TyperGroup):
    """Says what went wrong in a sentence, where the cause is outside the program."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - click's own
        try:
            return super().invoke(ctx)
        except TOLD as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None


app = typer.Typer(
    name="techfest", cls=_Group, no_args_is_help=True, help="Runs and looks after a Techfest.", rich_markup_mode=None
)
for command in (running.up, running.down, running.status, running.logs, running.clean, running.demo):
    app.command()(command)
for command in (operating.token, operating.topics, repairing.rebuild):
    app.command()(command)
for command in (exporting.schema, exporting.openapi, exporting.asyncapi, exporting.errors):
    app.command()(command)
app.add_typer(operating.tenant, name="tenant")
app.add_typer(imports, name="import")
app.add_typer(mailing.mail, name="mail")
app.add_typer(keys, name="keys")
app.add_typer(repairing.relay, name="relay")
app.add_typer(repairing.deadletters, name="deadletters")

if __name__ == "__main__":
    app()
