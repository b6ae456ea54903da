"""Forms are taken only from pages of ours: a field signed for the cookie and the session that came with it.

Without the session in the signature, whoever can set a cookie for a sister domain could bring a pair of their own.
"""

import hashlib
import hmac

FIELD = "form_token"
HEADER = "techfest-form-token"
"""The same token as a header: what /graphql wants beside a cookie."""


def token(secret: str, cookie: str, session: str) -> str:
    """What a form of this browser in this session carries."""
    return hmac.new(secret.encode(), f"form\x1f{cookie}\x1f{session}".encode(), hashlib.sha256).hexdigest()


def holds(secret: str, cookie: str, session: str, given: str) -> bool:
    """Whether a token belongs to the cookie and the session. Without a cookie none does."""
    return bool(cookie) and hmac.compare_digest(token(secret, cookie, session).encode(), given.encode())
