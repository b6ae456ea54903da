"""A person's own token, with which programs act as the person. It isn't kept: it is derived when it is shown."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.accounts.domain.api_client import SHOWN_WITHIN
from shared.contracts.accounts.commands import CreatePersonalToken, RevokePersonalToken
from shared.contracts.accounts.events import PersonalTokenCreated, PersonalTokenRevoked, PersonalTokenSnapshot
from shared.contracts.accounts.refusals import SecretShown, TokenExists, TokenTooLong, TooManyTokens, UnknownScope
from shared.contracts.accounts.scopes import PERSON_SCOPES
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event, Kept
from shared.contracts.personal import PersonText
from shared.contracts.places import Places
from shared.contracts.values import Id, Instant
from shared.errors import NotFound

MOST = 20
LONGEST = timedelta(days=366)
LABEL = "token.label"
"""What the name is sealed as."""
ENDS = "ends"
"""The timer."""


@dataclass(frozen=True, slots=True)
class PersonalToken:
    """A token as it stands. While it holds it takes one of the person's twenty `slot`s, which no two tokens share."""

    token_id: str
    person_id: str
    tenant_id: str
    scopes: tuple[str, ...]
    expires_at: datetime
    label: PersonText | None = None
    slot: str | None = None
    made_at: datetime | None = None
    shown: bool = False
    revoked: bool = False

    def holds(self, now: datetime) -> bool:
        """Whether it opens anything."""
        return not self.revoked and now < self.expires_at


@dataclass(frozen=True, slots=True)
class Making:
    """What a new token is made with: its name sealed, and a slot that was free; None where there was none."""

    tenant_id: str
    label: PersonText | None
    slot: str | None


class ShowPersonalToken(
    Command, wire="accounts.show_personal_token", about="token_id", refuses=(SecretShown,), internal=True
):
    """A token is shown to its person."""

    token_id: Id
    """Which."""
    asked_by: Id
    """Who wants to see it."""


class EndPersonalToken(Command, wire="accounts.end_personal_token", about="token_id", internal=True):
    """Its time is over, or its person is gone."""

    token_id: Id
    """Which."""


class SlotTaken(Kept):
    """Which of the person's tokens it is, and since when."""

    slot: str
    made_at: Instant


class TokenTaken(Kept):
    """It was shown; it isn't shown again."""


def slots(taken: frozenset[str]) -> tuple[str, ...]:
    """Those that are free, in order."""
    return tuple(slot for slot in (f"{n:02}" for n in range(MOST)) if slot not in taken)


def create(
    token: PersonalToken | None, command: CreatePersonalToken, context: Context, making: Making
) -> tuple[Event, ...]:
    """A new token; the same again changes nothing.

    Refuses `UnknownScope`, `TokenTooLong`, `TooManyTokens`, and `TokenExists` for other content.
    """
    scopes = tuple(sorted(set(command.scopes)))
    if token is not None:
        if token.revoked or (token.scopes, token.expires_at) != (scopes, command.expires_at):
            raise TokenExists
        return ()
    if not set(scopes) <= set(PERSON_SCOPES):
        raise UnknownScope
    if not context.now < command.expires_at <= context.now + LONGEST:
        raise TokenTooLong
    if making.label is None:
        raise NotFound
    if making.slot is None:
        raise TooManyTokens(most=MOST)
    told = PersonalTokenCreated(
        token_id=command.token_id,
        person_id=context.actor_id,
        tenant_id=making.tenant_id,
        label=making.label,
        scopes=scopes,
        expires_at=command.expires_at,
    )
    return told, SlotTaken(slot=making.slot, made_at=context.now)


def revoke(token: PersonalToken | None, _: RevokePersonalToken | EndPersonalToken, __: Context) -> tuple[Event, ...]:
    """It has ended; again changes nothing."""
    if token is None:
        raise NotFound
    if token.revoked:
        return ()
    return (PersonalTokenRevoked(token_id=token.token_id, person_id=token.person_id, tenant_id=token.tenant_id),)


def show(token: PersonalToken | None, command: ShowPersonalToken, context: Context) -> tuple[Event, ...]:
    """Once, within some minutes, and to its person: to others it isn't there. Refuses `SecretShown`."""
    if token is None or token.person_id != command.asked_by or not token.holds(context.now):
        raise NotFound
    if token.shown or token.made_at is None or context.now > token.made_at + SHOWN_WITHIN:
        raise SecretShown
    return (TokenTaken(),)


def apply(token: PersonalToken | None, event: Event) -> PersonalToken:
    """The token after the fact."""
    match event:
        case PersonalTokenCreated():
            return PersonalToken(**dict(event))
        case SlotTaken() if token:
            return replace(token, **dict(event))
        case TokenTaken() if token:
            return replace(token, shown=True)
        case PersonalTokenRevoked() if token:
            return replace(token, revoked=True, slot=None)
        case PersonalTokenSnapshot():
            return replace(token, **dict(event)) if token else PersonalToken(**dict(event))
    raise TypeError(f"{type(event).__name__} is no fact of this token")


def snapshot(token: PersonalToken) -> PersonalTokenSnapshot:
    """All that told facts have said."""
    return PersonalTokenSnapshot(**{name: getattr(token, name) for name in PersonalTokenSnapshot.model_fields})


def places(token: PersonalToken) -> Places:
    """The tenant where its person has the account."""
    return Places(token.tenant_id)
