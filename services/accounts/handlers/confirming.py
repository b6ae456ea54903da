"""Whose an address is: of one account at a tenant, from the moment that somebody shows that they read what is mailed.

Anybody can make an account with anybody's address and a password of their own, and wait until its owner comes in and is
given roles. So the first time that mail is read elsewhere than where the account was made, what was set up under the
address opens nothing any more.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime

from services.accounts.domain.person import Person
from services.accounts.domain.personal_token import EndPersonalToken
from services.accounts.domain.reach import ConfirmMail
from services.accounts.domain.second_factor import EndSecondFactor, factor_id
from services.accounts.handlers.signing_in_sessions import Doorkeeper
from services.accounts.ports import Needs
from shared.bus.nouns import Answer
from shared.contracts.accounts.commands import MergePerson
from shared.contracts.accounts.refusals import PersonMerged
from shared.contracts.commands import Command
from shared.errors import NotFound
from shared.ids import derived_id, new_id

Ask = Callable[[Command, str, datetime], Awaitable[Answer]]
"""Puts a command of the service's own to its dispatcher, as the service: `ask(command, command_id, now)`."""


async def reached_at(mail_key: str, tenant_id: str, needs: Needs) -> Person | None:
    """Whose address it is; where it is nobody's, who said last that it is theirs. Both are always asked for."""
    owner, claims = await asyncio.gather(
        needs.by_mail.find(mail_key, tenant_id, 1), needs.by_mail.claiming(mail_key, tenant_id, 1)
    )
    return next(iter((*owner, *claims)), None)


async def confirm_mail(
    person_id: str, mail_key: str, needs: Needs, ask: Ask, doorkeeper: Doorkeeper, now: datetime
) -> bool:
    """Notes that mail reaches the person. The first time the password goes, the second step too, and all sessions and
    tokens end; whether that took a password from somebody.

    Raises `MailTaken` where another account was shown to have the address a moment ago, `LinkExpired` where it is no
    longer this account's.
    """
    found = await needs.people.read(person_id)
    await ask(ConfirmMail(person_id=person_id, mail_key=mail_key), new_id(), now)
    if found is None or found.state.claimed_key is None:
        return False
    await doorkeeper.end_all(person_id)
    await ask(EndSecondFactor(factor_id=factor_id(person_id)), new_id(), now)
    for token in await needs.tokens_of.of(person_id):
        await ask(EndPersonalToken(token_id=token.token_id), new_id(), now)
    return found.state.credentials is not None or found.state.box is not None


async def join_begun(begun_id: str, person_id: str, ask: Ask, now: datetime) -> None:
    """An account that was begun with an address that is another's already goes into that one, once both are shown to
    be of one person; what is gone or was joined by now stays as it is."""
    with suppress(NotFound, PersonMerged):
        await ask(MergePerson(person_id=begun_id, into_id=person_id), derived_id("join", begun_id, person_id), now)
