"""A service of the tests: halls that close, and are cleaned, when their time has come."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from shared.bus.dispatch import Dispatcher, Handler, May, only_itself
from shared.bus.itself import as_itself
from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.nouns import Answer
from shared.bus.reactions import Send
from shared.bus.sweeping import Timed
from shared.clock import Clock
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.mongo import Database
from tests.shared.bus.write.halls import HALLS, ClosingKept, Full, Hall, HallRenamed, order, says

SERVICE = "halls"


class CloseHall(Command, wire="halls.close_hall", about="hall_id", internal=True):
    hall_id: str


class CleanHall(Command, wire="halls.clean_hall", about="hall_id", internal=True):
    hall_id: str


def close(hall: Hall | None, command: CloseHall, context: Context) -> Sequence[Event]:
    """Closes it where its time has come; one that is `locked` can't be closed, and when it is `stuck` nothing happens.

    A hall that is closed `daily` is so whenever it is asked: only the command's id keeps it from being done twice.
    """
    if hall is not None and hall.note == "daily" and hall.closes_at:
        renamed = HallRenamed(hall_id=command.hall_id, name=hall.name + "+")
        return (renamed, ClosingKept(closes_at=hall.closes_at + timedelta(days=1)))
    if hall is None or hall.closes_at is None or context.now < hall.closes_at or hall.note == "stuck":
        return ()
    if hall.note == "locked":
        raise Full
    renamed = HallRenamed(hall_id=command.hall_id, name=f"closed by {context.actor_id}")
    return (renamed, ClosingKept(closes_at=None, cleaned_at=hall.cleaned_at))


def clean(hall: Hall | None, command: CleanHall, context: Context) -> Sequence[Event]:
    """Cleaned."""
    if hall is None or hall.cleaned_at is None:
        return ()
    return (HallRenamed(hall_id=command.hall_id, name="clean"), ClosingKept(closes_at=hall.closes_at))


TIMED: Timed = {
    ("hall", "closing"): lambda hall_id, _: CloseHall(hall_id=hall_id),
    ("hall", "cleaning"): lambda hall_id, _: CleanHall(hall_id=hall_id),
}
COMMANDS = (Handler(CloseHall, HALLS, close), Handler(CleanHall, HALLS, clean))
ACCESS: Mapping[type[Command], May] = {row.command: only_itself(SERVICE) for row in COMMANDS}


def sends(database: Database, clock: Clock) -> Send:
    """What a process of the service asks of itself."""
    stores = {HALLS.name: MongoAggregates(database, HALLS, cache=0)}
    return as_itself(SERVICE, Dispatcher(COMMANDS, ACCESS, stores).execute, clock)


async def closes_at(
    database: Database, hall_id: str, at: datetime | None, *more: Event, cleaned_at: datetime | None = None
) -> Answer:
    """A hall that is to be closed, and cleaned, then."""
    halls = MongoAggregates(database, HALLS)
    return await halls.execute(order(hall_id, says(ClosingKept(closes_at=at, cleaned_at=cleaned_at), *more)))


async def state(database: Database, hall_id: str) -> Hall:
    """The hall as it is saved."""
    found = await MongoAggregates(database, HALLS).read(hall_id)
    assert found is not None
    return found.state
