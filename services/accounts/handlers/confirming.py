"""The first time that somebody shows that an address is theirs: what others may have set up under it opens nothing.

Anybody can make an account with anybody's address and a password of their own, and wait until its owner comes in and is
given roles.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime

from services.accounts.domain.personal_token import EndPersonalToken
from services.accounts.domain.reach import ConfirmMail
from services.accounts.handlers.signing_in_sessions import Doorkeeper
from services.accounts.ports import Needs
from shared.bus.nouns import Answer
from shared.contracts.commands import Command
from shared.ids import new_id

Ask = Callable[[Command, str, datetime], Awaitable[Answer]]
"""Puts a command of the service's own to its dispatcher, as the service: `ask(command, command_id, now)`."""


async def confirm_mail(person_id: str, needs: Needs, ask: Ask, doorkeeper: Doorkeeper, now: datetime) -> None:
    """Notes that mail reaches the person; the first time the password goes, and all sessions and tokens end."""
    found = await needs.people.read(person_id)
    await ask(ConfirmMail(person_id=person_id), new_id(), now)
    if found is None or found.state.mail_verified:
        return
    await doorkeeper.end_all(person_id)
    for token in await needs.tokens_of.of(person_id):
        await ask(EndPersonalToken(token_id=token.token_id), new_id(), now)
