"""Secrets that are handed out, each derived from a key and from what it is for: nothing of them need be kept.

The same is derived again whenever it is needed, so that a mail that goes twice carries one link. Who has no key derives
none, however much of the database they have read.
"""

import base64
import hashlib
import hmac
from enum import StrEnum

from services.accounts.domain.slip import spelled

LINK_CODE_DIGITS = 6
API_SECRET, PERSONAL_TOKEN = "tfc_", "tfp_"
"""What secrets begin with, so that who finds one lying about knows what it is."""
SECRET_LENGTH = 43
"""Characters of 256 bits in base64url."""


class Purpose(StrEnum):
    """What a mailed link is for; a link for one opens nothing of another. Written down for ever: it is derived from."""

    SIGN_IN = "sign in"
    PROVE = "prove"
    INVITATION = "invitation"


def derived(key: bytes, *about: str) -> bytes:
    """32 bytes that nobody finds without the key; no two lists of parts give the same."""
    return hmac.new(key, "\x1f".join(about).encode(), hashlib.sha256).digest()


def link_token(key: bytes, purpose: Purpose, about_id: str) -> str:
    """What stands in a mailed link: the id of what it is about, and 256 bits that show that we made it."""
    return f"{about_id}.{_url_text(derived(key, 'token', purpose, about_id))}"


def link_target(key: bytes, purpose: Purpose, token: str) -> str | None:
    """The id that a token is about, if we made it for this purpose."""
    about_id = token.partition(".")[0]
    expected = link_token(key, purpose, about_id)
    return about_id if hmac.compare_digest(expected.encode(), token.encode()) else None


def link_code(key: bytes, purpose: Purpose, about_id: str) -> str:
    """The six digits of the same mail, to be typed in the browser that asked."""
    number = int.from_bytes(derived(key, "code", purpose, about_id)) % 10**LINK_CODE_DIGITS
    return f"{number:0{LINK_CODE_DIGITS}}"


def link_code_fits(key: bytes, purpose: Purpose, about_id: str, typed: str) -> bool:
    """Whether these are the digits; spaces between them don't matter."""
    return hmac.compare_digest(link_code(key, purpose, about_id).encode(), "".join(typed.split()).encode())


def printed_code(key: bytes, batch_id: str, number: int) -> str:
    """One of a batch's codes: 55 bits and a check character."""
    return spelled(int.from_bytes(derived(key, "printed", batch_id, str(number))[:7]))


def code_key(key: bytes, code: str) -> str:
    """What is kept of a printed code: it is found by it, and nobody finds the code by it."""
    return _url_text(derived(key, "code key", code)[:16])


def api_secret(key: bytes, client_id: str, rotation: int) -> str:
    """The secret of an API client; each rotation is another."""
    return f"{API_SECRET}{_url_text(derived(key, 'client', client_id, str(rotation)))}"


def personal_secret(key: bytes, token_id: str) -> str:
    """A person's own token: its id, and 256 bits that show that we made it."""
    return f"{PERSONAL_TOKEN}{token_id}_{_url_text(derived(key, 'token of a person', token_id))}"


def personal_secret_of(key: bytes, shown: str) -> str | None:
    """The id of the token that is shown, if we made it."""
    token_id = shown.removeprefix(PERSONAL_TOKEN)[: -len("_") - SECRET_LENGTH]
    return token_id if token_id and _is_same(personal_secret(key, token_id), shown) else None


def _is_same(expected: str, shown: str) -> bool:
    return hmac.compare_digest(expected.encode(), shown.encode())


def _url_text(given: bytes) -> str:
    return base64.urlsafe_b64encode(given).rstrip(b"=").decode()
