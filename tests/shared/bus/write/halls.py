"""A noun for the tests of the write path: a hall with numbered seats, some of whose facts are told and some kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from shared.bus.nouns import Noun, Order, Timer, Unique
from shared.contracts.events import Event, Kept, Told
from shared.contracts.places import Places
from shared.errors import Kind, Refusal
from shared.ids import new_id

TOPIC = f"techfest.halls.{new_id()[:8]}"
TENANT_EDITION = ("tenant-1", "edition-1")
NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


class HallOpened(Told, wire="halls.hall_opened", version=1, topic=TOPIC, about="hall_id"):
    hall_id: str
    name: str
    capacity: int


class HallRenamed(Told, wire="halls.hall_renamed", version=1, topic=TOPIC, about="hall_id"):
    hall_id: str
    name: str


class SeatTaken(Told, wire="halls.seat_taken", version=1, topic=TOPIC, about="hall_id"):
    hall_id: str
    person: str


class HallSnapshot(Told, wire="halls.hall_snapshot", version=1, topic=TOPIC, about="hall_id"):
    hall_id: str
    name: str
    capacity: int
    taken: tuple[str, ...]


class NoteKept(Kept):
    note: str


class SlugKept(Kept):
    slug: str


class ClosingKept(Kept):
    """When the hall closes, and when it is cleaned."""

    closes_at: datetime | None
    cleaned_at: datetime | None = None


class Full(Refusal):
    code, kind, text = "halls.full", Kind.CONFLICT, "Every seat is taken."


class SlugTaken(Refusal):
    code, kind, text = "halls.slug_taken", Kind.CONFLICT, "Another hall has this address."


@dataclass(frozen=True, slots=True)
class Hall:
    name: str = ""
    capacity: int = 0
    taken: tuple[str, ...] = ()
    note: str = ""
    slug: str | None = None
    closes_at: datetime | None = None
    cleaned_at: datetime | None = None


def timers(hall: Hall) -> tuple[Timer, ...]:
    """The hall is to be closed, and to be cleaned."""
    named = {"closing": hall.closes_at, "cleaning": hall.cleaned_at}
    return tuple(Timer(at, name) for name, at in named.items() if at)


def apply(hall: Hall | None, event: Event) -> Hall:
    hall = hall or Hall()
    match event:
        case HallOpened(name=name, capacity=capacity):
            return replace(hall, name=name, capacity=capacity)
        case HallRenamed(name=name):
            return replace(hall, name=name)
        case SeatTaken(person=person):
            return replace(hall, taken=(*hall.taken, person))
        case HallSnapshot(name=name, capacity=capacity, taken=taken):
            return replace(hall, name=name, capacity=capacity, taken=taken)
        case NoteKept(note=note):
            return replace(hall, note=note)
        case SlugKept(slug=slug):
            return replace(hall, slug=slug)
        case ClosingKept(closes_at=closes_at, cleaned_at=cleaned_at):
            return replace(hall, closes_at=closes_at, cleaned_at=cleaned_at)
    raise TypeError(event)


HALLS: Noun[Hall] = Noun(
    name="hall",
    collection="halls",
    state=Hall,
    apply=apply,
    places=lambda _: Places(*TENANT_EDITION),
    snapshot=lambda hall: HallSnapshot(hall_id="", name=hall.name, capacity=hall.capacity, taken=hall.taken),
    timers=timers,
    unique=(Unique("slug", ("slug",), SlugTaken),),
)

Decide = Callable[[Hall | None], Sequence[Event]]


def order(hall_id: str, decide: Decide, command_id: str = "", digest: str = "", now: datetime = NOW) -> Order[Hall]:
    """A command to a hall; its answer is how many seats are taken."""
    return Order(
        aggregate_id=hall_id,
        command_id=command_id or new_id(),
        digest=digest or "digest-of-the-body",
        now=now,
        actor_id="person-1",
        decide=decide,
        answer=lambda hall: {"taken": len(hall.taken)},
        traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    )


def says(*events: Event) -> Decide:
    """A rule that always states the same facts."""
    return lambda _: events


def takes_seat(hall_id: str, person: str) -> Decide:
    """Takes a seat while there is one; a person who has one needs none."""

    def decide(hall: Hall | None) -> Sequence[Event]:
        hall = hall or Hall()
        if person in hall.taken:
            return ()
        if len(hall.taken) >= hall.capacity:
            raise Full
        return (SeatTaken(hall_id=hall_id, person=person),)

    return decide


def opens(hall_id: str, capacity: int = 50) -> Decide:
    """Opens the hall."""
    return says(HallOpened(hall_id=hall_id, name="Main", capacity=capacity))
