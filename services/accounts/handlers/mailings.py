"""What a mail is to say: asked by notifications when it writes it, and stored by nobody there."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from services.accounts.domain.derived import Purpose, link_code, link_token
from services.accounts.domain.invitation import MAIL, vault_name
from services.accounts.domain.sign_in import SignIn
from services.accounts.handlers.boxes import open_details
from services.accounts.handlers.standing import standing
from services.accounts.ports import Needs
from shared.auth import Actor
from shared.bus.ports import Reads
from shared.errors import Forbidden, NotFound, Unauthenticated

SCOPE = "mail:contents"


@dataclass(frozen=True, slots=True)
class Contents:
    """A mail's contents: to whom, and where there is a link its token and its end, with the code beside it."""

    to: str
    name: str
    language: str
    expires_at: datetime | None = None
    token: str | None = None
    code: str | None = None
    purpose: str = "sign_in"


Kind = Callable[[str, datetime], Awaitable[Contents]]
"""Raises `NotFound` when there is nothing to send (any more)."""


class Mailings:
    """A table of the kinds of mails. Made with what each kind needs; another is one row more."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self._kinds = kinds

    async def contents(self, actor: Actor, kind: str, about_id: str, now: datetime) -> Contents:
        """For a service that may mail. Raises `Unauthenticated`, `Forbidden`, `NotFound`."""
        if not actor.signed_in:
            raise Unauthenticated
        if not (actor.is_service and actor.has_scope(SCOPE)):
            raise Forbidden
        row = self._kinds.get(kind)
        if row is None:
            raise NotFound
        return await row(about_id, now)


def sign_in_mail(needs: Needs, sign_ins: Reads[SignIn], key: bytes) -> Kind:
    """The kind `sign_in`: also that of a link which proves another account; `key` is what tokens are derived from."""

    async def contents(sign_in_id: str, now: datetime) -> Contents:
        found = await sign_ins.read(sign_in_id)
        if found is None or not _holds(found.state, now):
            raise NotFound
        wish = found.state
        purpose = Purpose.PROVE if wish.asked_by else Purpose.SIGN_IN
        to, name = await _reached(needs, wish.person_id)
        contents = Contents(
            to=await _asked_at(needs, wish) or to,
            name=name,
            language=wish.language,
            expires_at=wish.expires_at,
            token=link_token(key, purpose, sign_in_id),
            code=link_code(key, purpose, sign_in_id),
            purpose=purpose.name.lower(),
        )
        return await _of_new_account(contents, wish, needs) if wish.new_id else contents

    return contents


async def _asked_at(needs: Needs, wish: SignIn) -> str | None:
    """The address that was typed, where it came from an account that was joined with this one: that box is read."""
    found = await needs.people.read(wish.person_id) if wish.person_id else None
    for joined_id in found.state.absorbed if found else ():
        joined = await needs.people.read(joined_id)
        details = await open_details(joined.state, needs.vault) if joined else None
        if details is not None and details.mail and needs.mail_key(details.mail) == wish.mail_key:
            return details.mail
    return None


async def _of_new_account(contents: Contents, wish: SignIn, needs: Needs) -> Contents:
    """Whether the address of a new account is to be confirmed, or is another account's already: its owner alone reads
    that, and is spoken to by their own name."""
    owner = await needs.by_mail.find(wish.mail_key, wish.tenant_id, 1)
    if not owner:
        return replace(contents, purpose="confirm")
    details = await open_details(owner[0], needs.vault)
    return replace(contents, purpose="join", name=details.name if details else "")


def invitation_mail(needs: Needs, key: bytes) -> Kind:
    """The kind `invitation`: to an address that has no name yet; `key` is what tokens are derived from."""

    async def contents(invitation_id: str, now: datetime) -> Contents:
        found = await needs.invitations.read(invitation_id)
        if found is None or not found.state.is_open or now >= found.state.expires_at:
            raise NotFound
        to = await needs.vault.open(vault_name(invitation_id), MAIL, found.state.sealed_mail)
        if to is None:
            raise NotFound
        return Contents(
            to=to,
            name="",
            language=found.state.language,
            expires_at=found.state.expires_at,
            token=link_token(key, Purpose.INVITATION, invitation_id),
            purpose="invitation",
        )

    return contents


def person_mail(needs: Needs) -> Kind:
    """The kind `person`: what a person is told, with no link; who was joined with another account is reached there.

    Where nobody has shown that the address is theirs, nothing goes: it may be somebody else's.
    """

    async def contents(person_id: str, _: datetime) -> Contents:
        found = await standing(person_id, needs)
        if found is None or found.claimed_key is not None:
            raise NotFound
        to, name = await _reached(needs, found.person_id)
        return Contents(to=to, name=name, language=found.language, purpose="person")

    return contents


def _holds(wish: SignIn, now: datetime) -> bool:
    return not (wish.used or wish.ended or now >= wish.expires_at)


async def _reached(needs: Needs, person_id: str | None) -> tuple[str, str]:
    """Mail address and name. Raises `NotFound` for who is erased or has none."""
    found = await needs.people.read(person_id) if person_id else None
    details = await open_details(found.state, needs.vault) if found else None
    if details is None or not details.mail:
        raise NotFound
    return details.mail, details.name
