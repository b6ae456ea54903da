"""A service that asks something of itself: by a timer, a reaction or a job."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from shared.auth import Actor, service_actor
from shared.bus.nouns import Answer
from shared.bus.reactions import Send
from shared.clock import Clock
from shared.contracts.commands import Command

Execute = Callable[[Command, Actor, str, str, datetime], Awaitable[Answer]]
"""`Dispatcher.execute`."""


def as_itself(service: str, execute: Execute, clock: Clock) -> Send:
    """Puts commands to the service's own dispatcher, as the service, at its clock's now."""
    actor = service_actor(service)

    async def send(command: Command, command_id: str, traceparent: str) -> Answer:
        now = clock.now()
        arrival = now.replace(microsecond=now.microsecond // 1000 * 1000)  # whole milliseconds, as facts are told
        return await execute(command, actor, command_id, traceparent, arrival)

    return send
