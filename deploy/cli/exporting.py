"""Commands that write what is generated from the code, or compare it with what is committed."""

from collections.abc import Mapping
from typing import Annotated

import typer

from deploy.cli.exports import asyncapi as async_document
from deploy.cli.exports import events
from deploy.cli.exports.files import compare, write

Check = Annotated[bool, typer.Option("--check", help="Write nothing; end with 1 and a diff where files are stale.")]


def asyncapi(check: Check = False) -> None:
    """Write docs/asyncapi.yaml and docs/events.md from the contracts."""
    _done({**async_document.files(), **events.files()}, check)


def schema(check: Check = False) -> None:
    """Write gateway/schema.graphql from the gateway's types."""
    from deploy.cli.exports import schema as graph  # the gateway takes a while to import

    _done(graph.files(), check)


def errors(check: Check = False) -> None:
    """Write docs/errors.md from every code that is declared."""
    from deploy.cli.exports import errors as codes  # it imports the gateway

    _done(codes.files(), check)


def openapi(check: Check = False) -> None:
    """Write docs/openapi/<service>.json from the services' routes."""
    from deploy.cli.exports import openapi as rest  # so do the services

    _done(rest.files(), check)


def _done(files: Mapping[str, str], check: bool) -> None:
    if not check:
        typer.echo("\n".join(f"wrote {path}" for path in write(files)) or "nothing changed")
    elif difference := compare(files):
        typer.echo(difference)
        raise typer.Exit(1)
