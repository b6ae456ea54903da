"""Changing a password: which rule decides, and what it needs. The other sessions end with the old one."""

from datetime import datetime, timedelta

from services.accounts.domain import password
from services.accounts.domain.password import NewPassword, SamePassword
from services.accounts.domain.person import normal_password
from services.accounts.domain.sealed import Credentials
from services.accounts.handlers.boxes import open_credentials, seal_credentials, sealed_box
from services.accounts.handlers.limits import Limit, Limits
from services.accounts.handlers.nouns import PERSON
from services.accounts.handlers.signing_in_sessions import Doorkeeper
from services.accounts.ports import Needs
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, PreparedHandler
from shared.bus.itself import Execute
from shared.bus.nouns import Answer
from shared.contracts.accounts.commands import ChangePassword
from shared.contracts.accounts.refusals import WrongCredentials
from shared.contracts.commands import Command

WRONG_CURRENT = Limit(10, timedelta(minutes=15))
"""Wrong passwords given as the current one, by the person."""


async def changing(command: ChangePassword, actor: Actor, needs: Needs) -> NewPassword | SamePassword | None:
    """The box with the new hash, for the person who knows the password until now, where there is one.

    Raises `WrongCredentials`, `TooManyAttempts`. The slow hashes are made one after the other, none for a stranger.
    """
    found = await needs.people.read(command.person_id) if actor.id == command.person_id else None
    if found is None or not found.state.is_there:
        return None
    known = await open_credentials(found.state, needs.vault)
    if known.password_hash is not None and await _is_same(command, known.password_hash, needs):
        return SamePassword()
    made = await needs.passwords.hash(normal_password(command.password.get_secret_value()), command.person_id)
    new = Credentials(password_hash=made, totp_secret=known.totp_secret)
    sealed = await seal_credentials(command.person_id, new, needs.vault)
    return NewPassword(sealed, found.state.credentials, (await sealed_box(found.state, needs.vault)).details)


async def _is_same(command: ChangePassword, known_hash: str, needs: Needs) -> bool:
    """Whether the new password is the one that holds. Raises where the current one that is given is another."""
    limits, now = Limits(needs.attempts), needs.clock.now()
    tries = [(f"password:{command.person_id}", WRONG_CURRENT)]
    await limits.spend(tries, now)
    current = normal_password(command.current.get_secret_value()) if command.current else ""
    right = await needs.passwords.matches(known_hash, current, command.person_id)
    new = normal_password(command.password.get_secret_value())
    same = not right and await needs.passwords.matches(known_hash, new, command.person_id)
    if not (right or same):
        raise WrongCredentials
    await limits.give_back(tries, now)
    return same


def ending_sessions(execute: Execute, keeper: Doorkeeper) -> Execute:
    """Executes, and after a changed password ends the person's other sessions; sent again, it ends them again."""

    async def executed(command: Command, actor: Actor, command_id: str, traceparent: str, now: datetime) -> Answer:
        answer = await execute(command, actor, command_id, traceparent, now)
        if isinstance(command, ChangePassword):
            await keeper.end_all(command.person_id, but=actor.session_id)
        return answer

    return executed


COMMANDS: tuple[AnyHandler, ...] = (PreparedHandler(ChangePassword, PERSON, password.change, changing),)
