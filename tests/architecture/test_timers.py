"""What a state waits for is done: each timer has a row that makes an internal command of its service."""

import importlib

import pytest

from shared.bus.states import StateForm
from tests.architecture.tree import services
from tests.golden.test_states import data_of, goldens


def tables(service):
    """Nouns, timers with their commands, and those that the service's worker sees to by itself."""
    handlers = importlib.import_module(f"services.{service}.handlers")
    return handlers.NOUNS, handlers.TIMED, getattr(handlers, "UNSWEPT", frozenset())


def waited_for(service):
    """(noun, timer, state) for every timer of the golden states."""
    nouns = {noun.name: noun for noun in tables(service)[0]}
    for file, (name, shape) in goldens().items():
        if name in nouns and shape == nouns[name].shape:
            state = StateForm(nouns[name]).load(shape, data_of(file))
            yield from ((name, timer.name, state) for timer in nouns[name].timers(state))


@pytest.mark.parametrize("service", services())
def test_every_timer_of_a_golden_state_has_its_row_and_every_row_its_golden_state(service):
    _, timed, unswept = tables(service)
    assert {(noun, timer) for noun, timer, _ in waited_for(service)} == {*timed, *unswept}


@pytest.mark.parametrize("service", services())
def test_what_a_timer_sends_is_an_internal_command_that_the_service_decides(service):
    handlers = importlib.import_module(f"services.{service}.handlers")
    decided = {row.command for row in handlers.COMMANDS if row.command.internal}
    swept = [(handlers.TIMED[n, t], state) for n, t, state in waited_for(service) if (n, t) in handlers.TIMED]
    sent = {type(command("aggregate-0001", state)) for command, state in swept}
    assert sent <= decided
