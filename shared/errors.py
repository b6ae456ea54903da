"""Refusals: what a rule says no with. The edges (REST, GraphQL, pages) decide how each kind is answered."""

from enum import StrEnum
from typing import ClassVar


def N_(text: str) -> str:  # noqa: N802 - the mark that gettext tools look for
    """Marks a text for the catalogues; it is translated where it is shown."""
    return text


class Kind(StrEnum):
    """How a refusal is answered at every edge."""

    INVALID = "invalid"
    """Something in what was sent does not fit; nothing is gained by sending it again."""
    UNAUTHENTICATED = "unauthenticated"
    """Nobody is signed in, or no longer."""
    FORBIDDEN = "forbidden"
    """Whoever asks may see the thing, and may not do this with it."""
    MISSING = "missing"
    """There is nothing, or nothing that may be seen."""
    CONFLICT = "conflict"
    """It does not fit what stands there now; look again first."""
    TOO_LARGE = "too_large"
    """More than is taken at once."""
    TOO_MANY = "too_many"
    """More requests than are taken in the time; wait."""
    BUSY = "busy"
    """It can not be answered just now; the same may be sent again."""


Detail = str | int


class Refusal(Exception):
    """A command or query was understood and is refused.

    A subclass names its `code` (`<owner>.<snake_case>`, stable for ever), its `kind`, and its English `text`, whose
    `{placeholders}` are filled from the details. Details are safe to show and to log: never input, never a person.
    """

    code: ClassVar[str]
    kind: ClassVar[Kind]
    text: ClassVar[str]

    def __init__(self, **details: Detail) -> None:
        super().__init__(self.code)
        self.details = details


class FieldFault(ValueError):
    """One field of an input that does not fit: where it is, a code of the list in docs/errors.md, and its limits."""

    def __init__(self, path: tuple[str, ...], code: str, **details: Detail) -> None:
        super().__init__(code)
        self.path, self.code, self.details = path, code, details


class InvalidInput(Refusal):
    """The input does not have the declared form; each wrong field is listed once."""

    code, kind, text = "invalid_input", Kind.INVALID, N_("Some of what you sent does not fit.")

    def __init__(self, faults: tuple[FieldFault, ...] = ()) -> None:
        super().__init__()
        self.faults = faults


class NotFound(Refusal):
    """It isn't there, or you may not know that it is: the same answer on purpose."""

    code, kind, text = "not_found", Kind.MISSING, N_("There is nothing here that you can see.")


class Forbidden(Refusal):
    """You may see it, and may not do this with it."""

    code, kind, text = "forbidden", Kind.FORBIDDEN, N_("You may not do this.")


class Unauthenticated(Refusal):
    """No valid token or session came with the request."""

    code, kind, text = "unauthenticated", Kind.UNAUTHENTICATED, N_("Sign in first.")


class CommandIdReused(Refusal):
    """A command id came again with another body or from another sender."""

    code, kind, text = "command_id_reused", Kind.INVALID, N_("This command id was used for something else.")


class InvalidCommandId(Refusal):
    """A command id is 8 to 64 letters, digits, underscores or hyphens."""

    code, kind, text = (
        "invalid_command_id",
        Kind.INVALID,
        N_("A command id is 8 to 64 letters, digits, underscores or hyphens."),
    )


class TooLarge(Refusal):
    """The body, or what the command would make of its aggregate, is over the limit."""

    code, kind, text = "too_large", Kind.TOO_LARGE, N_("This is larger than the system takes.")


class Unavailable(Refusal):
    """The outcome is unknown or the service can't decide now: send the same command again, with the same id."""

    code, kind, text = "unavailable", Kind.BUSY, N_("The service can't answer now. Nothing is lost; try again.")
