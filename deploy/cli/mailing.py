"""Commands that a mail server calls."""

import sys
from typing import NoReturn

import typer

from deploy.cli.client import Client, Refused, Unreachable
from deploy.cli.operating import address, operator_token

mail = typer.Typer(help="Mail: what comes back.", no_args_is_help=True)
BOUNCES = "/api/notifications/bounces"
SCOPE = "bounces:report"
NOT_OURS = frozenset({"notifications.not_a_report", "too_large"})
AGAIN_LATER = 75
"""EX_TEMPFAIL of sysexits.h: a mail server keeps the mail and calls again."""


@mail.callback()
def _several() -> None:
    """So that the one command there is has a name."""


@mail.command()
def bounce() -> None:
    """Take a mail that came back on standard input, as a mail server's pipe hands it over, and mark its address.

    What is no report about a mail of ours is left alone. While nothing answers, the mail server is asked to come again.
    """
    try:
        told = _handed_on(sys.stdin.buffer.read())
    except Refused as refused:
        if refused.code not in NOT_OURS:
            _later(refused)
        typer.echo("no report about a mail of ours: nothing was done")
        return
    except Unreachable as nobody:
        _later(nobody)
    typer.echo("the address is marked" if told["bounced"] else "it may still arrive: nothing was done")


def _handed_on(report: bytes) -> dict[str, bool]:
    client = Client(address(), operator_token((SCOPE,)), tries=3)
    try:
        return dict(client.hand_on(BOUNCES, report, "message/rfc822"))
    finally:
        client.close()


def _later(error: Exception) -> NoReturn:
    typer.echo(str(error), err=True)
    raise typer.Exit(AGAIN_LATER) from None
