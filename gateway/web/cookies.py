"""The cookies of the pages. Scripts read none of them; over https they never travel in the open."""

from typing import Final

from starlette.responses import Response

SESSION: Final = "techfest_session"
FORM: Final = "techfest_form"
LANGUAGE: Final = "techfest_language"
THEME: Final = "techfest_theme"
AFTER: Final = "techfest_after"
SIGN_IN: Final = "techfest_sign_in"
"""What was asked for by mail, and the secret by which this browser alone may use it."""
NO_MAIL: Final = "techfest_no_mail"
"""Who came in by a printed code: pages say how to come back from another device, until an address is given."""
PROOF: Final = "techfest_proof"
"""What was asked of the mailbox of another account, and the secret by which this browser alone may use it."""
PROVIDER: Final = "techfest_provider"
"""The secret by which this browser alone may come back from another provider."""
SECOND_STEP: Final = "techfest_second_step"
"""The first step, done."""

OF_SOMEBODY: Final = (SESSION, AFTER, FORM, SIGN_IN, SECOND_STEP, PROVIDER, PROOF, NO_MAIL)
"""What goes when somebody signs out."""

YEAR: Final = 365 * 24 * 3600
AFTER_SECONDS: Final = 30
"""How long pages wait for what was just done; the token itself is short-lived too."""


def put(response: Response, name: str, value: str, secure: bool, seconds: int | None = None) -> None:
    """Sets a cookie; without a life it goes when the browser is closed."""
    response.set_cookie(name, value, max_age=seconds, path="/", secure=secure, httponly=True, samesite="lax")


def drop(response: Response, name: str, secure: bool) -> None:
    """Takes a cookie away."""
    response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="lax")
