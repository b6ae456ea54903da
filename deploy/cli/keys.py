"""The keys that accounts signs tokens with."""

import asyncio
import os

import typer

from deploy.cli.parts import database, settings
from deploy.local.layout import local_of
from services.accounts.store import open_signing_key, read_secret, subkey

keys = typer.Typer(help="Keys that tokens are signed with.", no_args_is_help=True)


@keys.command("rotate")
def rotate() -> None:
    """Make a new signing key: published now, it signs in a quarter of an hour; the old one's tokens hold on."""
    typer.echo(f"published: {asyncio.run(_rotated())}")


async def _rotated() -> str:
    known = settings()
    secret = read_secret(local_of(os.environ).settings.get("TECHFEST_ACCOUNTS_SECRET"), known.data)
    async with database("accounts") as accounts:
        ring = await open_signing_key(accounts, subkey(secret, "signing key"), known.make_clock())
        return await ring.rotate()
