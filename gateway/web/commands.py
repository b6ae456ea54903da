"""Ids of the commands that forms send."""

from shared.contracts.commands import Command
from shared.ids import derived_id, is_id, new_id


def minted(given: str) -> str:
    """The id that a form was given when it was shown; a new one where it came without."""
    return given if is_id(given) else new_id()


def command_id(form_id: str, command: Command, *more: str) -> str:
    """The same form sent twice is one command; the same form corrected and sent again is another.

    The body holds no secret: a password is masked in it.
    """
    return derived_id("form", form_id, command.wire, command.model_dump_json(), *more)
