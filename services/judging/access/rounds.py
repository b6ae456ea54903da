"""Rounds, which are public, and their results, which the chair alone closes, seals and publishes."""

from collections.abc import Mapping

from services.judging.access.leading import chairs, leads, public, signed_in
from services.judging.domain import award as awards
from services.judging.domain import round as rounds
from services.judging.domain.result import Publishing, Result, Sealing
from services.judging.domain.round import Opening, Round
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict
from shared.contracts.commands import Command
from shared.contracts.judging import commands


def may_open(actor: Actor, command: commands.OpenRound, round_: Round | None, found: Opening) -> Verdict:
    """Who leads the judging of the award."""
    return signed_in(actor) if found.award is None else public(leads(actor, awards.places(found.award)))


def may_revise(actor: Actor, command: commands.ReviseRound, round_: Round | None, _: object) -> Verdict:
    """Who leads the judging of the award."""
    return signed_in(actor) if round_ is None else public(leads(actor, rounds.places(round_)))


def may_close(actor: Actor, command: commands.CloseRound, round_: Round | None, _: object) -> Verdict:
    """The chair."""
    return signed_in(actor) if round_ is None else public(chairs(actor, rounds.places(round_)))


def may_settle(
    actor: Actor,
    command: commands.SealResult | commands.PublishResult,
    result: Result | None,
    found: Sealing | Publishing,
) -> Verdict:
    """The chair."""
    return signed_in(actor) if found.round is None else public(chairs(actor, rounds.places(found.round)))


ACCESS: Mapping[type[Command], May] = {
    commands.OpenRound: may_open,
    commands.ReviseRound: may_revise,
    commands.CloseRound: may_close,
    commands.SealResult: may_settle,
    commands.PublishResult: may_settle,
}
