"""A wish to sign in by mail: what the link and the six digits in the mail are checked with.

An address that nobody has makes one too, without a person: nothing of what is answered or done tells the two apart.
Where somebody signed in wants to prove that another account is theirs, it says who asks; where somebody wants to show
that the address of their own account is theirs, it says which account.
"""

import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field

from shared.contracts.accounts.events import SignInAsked, SignInSnapshot
from shared.contracts.accounts.refusals import LinkExpired, LinkUsed, OtherBrowser
from shared.contracts.accounts.values import Language
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event, Kept
from shared.contracts.places import Places
from shared.contracts.values import Id, Instant

LASTS = timedelta(minutes=15)
ENDS = "ends"
"""The timer."""
WRONG_CODES = 5
"""So many wrong codes end it: of a million codes nobody finds one."""
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


@dataclass(frozen=True, slots=True)
class SignIn:
    """A wish to sign in as it stands; once it has ended, nothing of the one who asked is left in it."""

    sign_in_id: str
    tenant_id: str
    expires_at: datetime
    language: str
    person_id: str | None = None
    asked_by: str | None = None
    """Who is signed in already and wants to prove that the other account is theirs."""
    new_id: str | None = None
    """Which account, signed in in that browser, the address is to be of."""
    browser_hash: str = ""
    mail_key: str = ""
    next_page: str | None = None
    wrong: int = 0
    used: bool = False
    ended: bool = False


class BeginSignIn(Command, wire="accounts.begin_sign_in", about="sign_in_id", internal=True):
    """Somebody asks for a link by mail."""

    sign_in_id: Id
    """The new wish."""
    tenant_id: Id
    """Where."""
    person_id: Id | None
    """Whose address it is, if anybody's."""
    asked_by: Id | None
    """Who is signed in already."""
    new_id: Id | None = None
    """The account of the browser, whose address this is to be."""
    language: Language
    """In which the mail is written."""
    browser_hash: Digest
    """Of the secret of the browser that asks."""
    mail_key: Digest
    """Under which wrong codes are counted."""
    next_page: Annotated[str | None, Field(max_length=500)] = None
    """Where the browser goes on."""


class UseSignIn(
    Command,
    wire="accounts.use_sign_in",
    about="sign_in_id",
    refuses=(LinkExpired, LinkUsed, OtherBrowser),
    internal=True,
):
    """A link, whose token holds, was pressed, or a code was typed."""

    sign_in_id: Id
    """Which."""
    browser_hash: Digest
    """Of the secret that the browser shows."""
    asked_by: Id | None
    """Who is signed in, where a link proves another account."""
    code_fits: bool | None
    """Whether the code is right; unset for a link."""


class EndSignIn(Command, wire="accounts.end_sign_in", about="sign_in_id", internal=True):
    """Its time is over."""

    sign_in_id: Id
    """Which."""


class SignInBegun(Kept):
    """What only accounts knows of a wish to sign in."""

    sign_in_id: Id
    tenant_id: Id
    expires_at: Instant
    language: Language
    asked_by: str | None
    new_id: str | None
    browser_hash: str
    mail_key: str
    next_page: str | None


class CodeMistyped(Kept):
    """A wrong code was typed; `wrong` counts them."""

    wrong: int


class SignInUsed(Kept):
    """The link or the code has signed somebody in."""


class SignInEnded(Kept):
    """Nothing signs in by it any more."""


def begin(sign_in: SignIn | None, command: BeginSignIn, context: Context) -> tuple[Event, ...]:
    """A new wish, told only where there is somebody to write to."""
    if sign_in is not None:
        return ()
    until = context.now + LASTS
    begun = SignInBegun(expires_at=until, **command.model_dump(exclude={"person_id"}))
    if command.person_id is None:
        return (begun,)
    told = command.model_dump(include={"sign_in_id", "person_id", "tenant_id", "language"})
    return SignInAsked(expires_at=until, **told), begun


def use(sign_in: SignIn | None, command: UseSignIn, context: Context) -> tuple[Event, ...]:
    """It signs in once; a wrong code is counted, and the last of them ends it.

    Refuses `LinkUsed` what was used; `LinkExpired` what is over, was never mailed, or is another's; `OtherBrowser` a
    link in another browser than the one that asked: that spends nothing.
    """
    if sign_in is None or sign_in.asked_by != command.asked_by:
        raise LinkExpired
    if sign_in.used:
        raise LinkUsed
    if sign_in.ended or context.now >= sign_in.expires_at:
        raise LinkExpired
    same_browser = hmac.compare_digest(sign_in.browser_hash, command.browser_hash)
    if command.code_fits is None:
        return _pressed(sign_in, same_browser)
    return _typed(sign_in, same_browser, command.code_fits)


def _pressed(sign_in: SignIn, same_browser: bool) -> tuple[Event, ...]:
    if sign_in.person_id is None:
        raise LinkExpired
    if not same_browser:
        raise OtherBrowser
    return (SignInUsed(),)


def _typed(sign_in: SignIn, same_browser: bool, fits: bool) -> tuple[Event, ...]:
    """Digits that were mailed to nobody are right for nobody."""
    if not same_browser:
        raise LinkExpired
    if fits and sign_in.person_id is not None:
        return (SignInUsed(),)
    wrong = sign_in.wrong + 1
    mistyped = CodeMistyped(wrong=wrong)
    return (mistyped, SignInEnded()) if wrong >= WRONG_CODES else (mistyped,)


def is_of(sign_in: SignIn, browser_hash: str, asked_by: str) -> bool:
    """Whether this browser has asked for it, as this person."""
    return sign_in.asked_by == asked_by and hmac.compare_digest(sign_in.browser_hash, browser_hash)


def end(sign_in: SignIn | None, _: EndSignIn, __: Context) -> tuple[Event, ...]:
    """What was kept of it is forgotten; again changes nothing."""
    return () if sign_in is None or sign_in.ended else (SignInEnded(),)


def apply(sign_in: SignIn | None, event: Event) -> SignIn:
    """The wish after the fact."""
    match event:
        case SignInAsked():
            return SignIn(event.sign_in_id, event.tenant_id, event.expires_at, event.language, event.person_id)
        case SignInBegun():
            born = sign_in or SignIn(event.sign_in_id, event.tenant_id, event.expires_at, event.language)
            kept = {
                name: getattr(event, name) for name in ("asked_by", "new_id", "browser_hash", "mail_key", "next_page")
            }
            return replace(born, **kept)
        case SignInSnapshot():
            born = sign_in or SignIn(event.sign_in_id, event.tenant_id, event.expires_at, "vi")
            return replace(born, person_id=event.person_id)
        case CodeMistyped() if sign_in:
            return replace(sign_in, wrong=event.wrong)
        case SignInUsed() if sign_in:
            return replace(sign_in, used=True)
        case SignInEnded() if sign_in:
            return replace(sign_in, ended=True, browser_hash="", mail_key="", next_page=None, wrong=0)
    raise TypeError(f"{type(event).__name__} is no fact of a wish to sign in")


def snapshot(sign_in: SignIn) -> SignInSnapshot:
    """All that told facts have said."""
    return SignInSnapshot(
        sign_in_id=sign_in.sign_in_id,
        person_id=sign_in.person_id,
        tenant_id=sign_in.tenant_id,
        expires_at=sign_in.expires_at,
    )


def places(sign_in: SignIn) -> Places:
    """Where somebody wants to sign in."""
    return Places(sign_in.tenant_id)
