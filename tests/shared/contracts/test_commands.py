"""What a command's declaration says of who may send it, and which routes come of it."""

from fastapi.routing import APIRoute

from shared.contracts.commands import Command, commands_of, internal_commands_of
from shared.web.commands import command_routes


class Sweep(Command, wire="stages.sweep", about="stage_id"):
    """Anybody may ask for it."""

    stage_id: str


class Close(Command, wire="stages.close", about="stage_id", internal=True):
    """The service asks it of itself."""

    stage_id: str


class Seal(Command, wire="stages.seal", about="stage_id", grave=True):
    """Refused while roles may be old."""

    stage_id: str


def test_an_internal_command_is_not_among_those_that_others_may_send():
    assert commands_of("stages") == (Sweep, Seal)
    assert internal_commands_of("stages") == (Close,)


def test_a_command_is_neither_internal_nor_grave_unless_it_says_so():
    assert [(c.internal, c.grave) for c in (Sweep, Close, Seal)] == [(False, False), (True, False), (False, True)]


async def nobody(*_):
    raise NotImplementedError


def test_an_internal_command_has_no_route():
    router = command_routes([Sweep, Close, Seal], nobody, nobody)
    assert [route.path for route in router.routes if isinstance(route, APIRoute)] == [
        "/commands/sweep",
        "/commands/seal",
    ]
